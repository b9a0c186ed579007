-- Gazelle Keeper: who reaches the journal in the row beside the token's, gazelle_oauth_token.journal.
--
-- A keeper without a disk (an Edge Function, a runner) writes there, as ciphertext, what must outlive a crash. The secret
-- (service_role) key alone reads and writes it: no member does, and nobody with the publishable (anon) key.
--
-- Run it after 20250601000000_system_settings.sql. It may be run again at any time; it changes nothing else, and no row.

begin;

set local client_min_messages = warning;

do $$
declare
  relation regclass;
  key_length integer := (
    select atttypmod - 4 from pg_catalog.pg_attribute
    where attrelid = 'public.system_settings'::regclass and attname = 'key' and atttypmod > 4
  );
  mark text := case md5('gazelle_oauth_token') when 'd70e1314d7f7a666d5be89937bf038cb' then '' else ' ' || left(md5('gazelle_oauth_token'), 8) end;
begin
  if key_length < length('gazelle_oauth_token.journal') then
    raise exception 'public.system_settings.key holds % characters, but the journal needs %', key_length,
        length('gazelle_oauth_token.journal')
      using hint = 'alter table public.system_settings alter column key type text;';
  end if;

  -- The tables that share its rows, as in the migration before.
  for relation in
    with recursive below as (
      select 'public.system_settings'::regclass as oid
      union
      select inhrelid::regclass from below join pg_catalog.pg_inherits on inhparent = below.oid
    ),
    above as (
      select 'public.system_settings'::regclass as oid
      union
      select inhparent::regclass from above join pg_catalog.pg_inherits on inhrelid = above.oid
    ),
    family as (select oid from below union select oid from above)
    select family.oid
    from family join pg_catalog.pg_class on pg_class.oid = family.oid
    where not relispartition or family.oid = 'public.system_settings'::regclass
  loop
    begin
      execute format('drop policy if exists %I on %s', 'no member reaches the journal' || mark, relation);
      execute format(
        'create policy %3$I on %1$s as restrictive for all to public '
        'using (key is distinct from %2$L) with check (key is distinct from %2$L)',
        relation, 'gazelle_oauth_token.journal', 'no member reaches the journal' || mark);
    exception
      when others then
        if relation = 'public.system_settings'::regclass then
          raise;
        end if;
        -- It has another owner, or no column key: the list at the end names it.
        null;
    end;
  end loop;
end
$$;

commit;

-- The list of what the policies do not cover, once more: the SQL editor shows the rows of the last statement.
select kind, name, open_to, remedy from public.system_settings_bypasses();
