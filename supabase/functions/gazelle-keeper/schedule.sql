-- Gazelle Keeper: calls the Edge Function gazelle-keeper every five minutes. Optional.
--
-- How to run it: put your project's URL in the line below that begins with "project_url", then open your project on supabase.com,
-- "SQL Editor", "New query", paste this whole file, press "Run". It may be run again at any time: the secret stays, and
-- so does the schedule, at the URL and the times of the last run. unschedule.sql takes all of it away.
--
-- The last lines show the secret that the function is called with, which the database has made and keeps in Vault. Give it to
-- the function: supabase secrets set GAZELLE_KEEPER_SECRET=...

begin;

do $$
declare
  project_url text := 'https://YOUR-PROJECT.supabase.co';
  every text := '*/5 * * * *';
  kept uuid;
begin
  if project_url !~ '^https://[a-z0-9.-]+/?$' then
    raise exception 'The project''s URL is not filled in'
      using hint = 'Put your project''s URL in this file, in the line that begins with "project_url", and run it again.';
  end if;

  -- The function keeps there, sealed, what must outlive a crash.
  if to_regclass('public.system_settings') is not null and not exists (
    select from pg_catalog.pg_policies
    where schemaname = 'public' and tablename = 'system_settings' and policyname like 'no member reaches the journal%'
  ) then
    raise exception 'Members of the project could read and change the function''s journal'
      using hint = 'Run 20261129000000_journal.sql first, and then this file once more.';
  end if;

  -- In Supabase all three are there; some projects have to switch them on.
  if to_regnamespace('cron') is null then
    create extension pg_cron;
  end if;
  if to_regnamespace('net') is null then
    create extension pg_net;
  end if;
  if to_regnamespace('vault') is null then
    create extension supabase_vault cascade;
  end if;

  select id into kept from vault.decrypted_secrets where name = 'gazelle_keeper_url';
  if kept is null then
    perform vault.create_secret(rtrim(project_url, '/') || '/functions/v1/gazelle-keeper', 'gazelle_keeper_url',
      'Where the schedule of Gazelle Keeper calls');
  else
    perform vault.update_secret(kept, rtrim(project_url, '/') || '/functions/v1/gazelle-keeper');
  end if;

  -- Made once: the function has a copy.
  if not exists (select from vault.decrypted_secrets where name = 'gazelle_keeper_secret') then
    perform vault.create_secret(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'gazelle_keeper_secret',
      'What the schedule of Gazelle Keeper calls with');
  end if;

  -- A job of that name is replaced. It reads the secret when it runs: the list of jobs does not show it.
  perform cron.schedule('gazelle-keeper', every, $job$
    select net.http_post(
      url := (select decrypted_secret from vault.decrypted_secrets where name = 'gazelle_keeper_url'),
      headers := jsonb_build_object(
        'content-type', 'application/json',
        'x-gazelle-keeper-secret', (select decrypted_secret from vault.decrypted_secrets where name = 'gazelle_keeper_secret')
      ),
      body := '{}'::jsonb,
      timeout_milliseconds := 145000
    );
  $job$);

  -- pg_cron keeps a line of each run for ever: a hundred thousand a year.
  perform cron.schedule('gazelle-keeper-runs', '17 3 * * *', $job$
    delete from cron.job_run_details
    where jobid in (select jobid from cron.job where jobname in ('gazelle-keeper', 'gazelle-keeper-runs'))
      and end_time < now() - interval '7 days';
  $job$);
end
$$;

commit;

select name, decrypted_secret as value from vault.decrypted_secrets
where name in ('gazelle_keeper_url', 'gazelle_keeper_secret') order by name;
