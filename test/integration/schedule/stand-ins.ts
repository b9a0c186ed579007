import postgres from 'postgres'

// What Supabase's databases have and others lack, as far as the schedule uses it.

/** Supabase's Vault; nothing is encrypted here. */
export const vault = `
  create schema vault;
  create table vault.secrets (id uuid primary key default gen_random_uuid(), name text unique, secret text);
  create view vault.decrypted_secrets as select id, name, secret as decrypted_secret from vault.secrets;
  create function vault.create_secret(new_secret text, new_name text, new_description text) returns uuid language sql as
    $$ insert into vault.secrets (secret, name) values ($1, $2) returning id $$;
  create function vault.update_secret(secret_id uuid, new_secret text) returns void language sql as
    $$ update vault.secrets set secret = $2 where id = $1 $$;`

/** pg_net: a call waits in a queue from the commit on, and something else than the database's session sends it. */
export const net = `
  create schema net;
  create table net.http_request_queue (
    id bigserial primary key, url text, body jsonb, headers jsonb, timeout_milliseconds integer);
  create table net._http_response (
    id bigint, status_code integer, content text, timed_out boolean, error_msg text, created timestamptz default now());
  create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}',
    headers jsonb default '{}', timeout_milliseconds integer default 5000) returns bigint language sql as $$
    insert into net.http_request_queue (url, body, headers, timeout_milliseconds) values ($1, $2, $4, $5) returning id $$;
  create function net.tell() returns trigger language plpgsql as $$ begin notify net; return null; end $$;
  create trigger tell after insert on net.http_request_queue execute function net.tell();`

/** A call as it left the database. */
export interface Call {
  readonly id: string
  readonly url: string
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
  readonly timeout_milliseconds: number
}

/** The worker of pg_net's stand-in. */
export interface NetWorker {
  /** Sends what waits, and resolves when all that was sent has its answer in `net._http_response`. */
  settle(): Promise<void>
  stop(): Promise<void>
}

/** Sends the calls of the database at `url` by `send`, each as soon as it is committed. `send` gives status and content. */
export async function startNetWorker(
  url: string,
  send: (call: Call) => Promise<{ readonly status: number; readonly text: string }>,
): Promise<NetWorker> {
  const sql = postgres(url, { onnotice: () => undefined, max: 2 })
  const underWay = new Set<Promise<unknown>>()
  async function sendOne(call: Call): Promise<void> {
    const told = await send(call).then(
      ({ status, text }) => ({ status_code: status, content: text, error_msg: null }),
      (error: unknown) => ({ status_code: null, content: null, error_msg: String(error) }),
    )
    await sql`insert into net._http_response ${sql({ id: call.id, timed_out: false, ...told })}`
  }
  async function drain(): Promise<void> {
    const calls = await sql<Call[]>`delete from net.http_request_queue returning *`
    await Promise.all(calls.map(sendOne))
  }
  function begin(): void {
    const work: Promise<unknown> = drain()
      .catch(() => undefined)
      .finally(() => underWay.delete(work))
    underWay.add(work)
  }
  await sql.listen('net', begin)
  return {
    async settle() {
      begin()
      while (underWay.size > 0) await Promise.all(underWay)
    },
    async stop() {
      await Promise.all(underWay)
      await sql.end()
    },
  }
}
