-- Gazelle Keeper: takes the logbook away, with all that it holds. The token, and who may read it, stay as they are.
--
-- How to run it: in the "SQL Editor" of your project. It may be run again, and where there is no logbook it does nothing.

begin;

set local client_min_messages = warning;

do $$
declare
  mark text := case md5('gazelle_oauth_token') when 'd70e1314d7f7a666d5be89937bf038cb' then '' else ' ' || left(md5('gazelle_oauth_token'), 8) end;
  own regprocedure;
begin
  if to_regclass('public.system_settings') is not null then
    execute format('drop trigger if exists %I on public.system_settings', 'gazelle_keeper_history' || mark);
  end if;
  if to_regclass('public.gazelle_keeper_rows') is not null then
    perform public.gazelle_keeper_forget(array(
      select id from public.gazelle_keeper_history where setting = 'system_settings_row:gazelle_oauth_token'
    ));
    delete from public.gazelle_keeper_rows where setting = 'system_settings_row:gazelle_oauth_token';

    -- Another row of this table may have a logbook as well.
    if exists (select from public.gazelle_keeper_rows where starts_with(setting, 'system_settings_row:')) then
      return;
    end if;
  end if;

  for own in
    select pg_proc.oid::regprocedure from pg_catalog.pg_proc
    where pronamespace = 'public'::regnamespace
      and proname in ('system_settings_keep_history', 'system_settings_logbook', 'system_settings_heartbeat',
        'system_settings_kept_value', 'system_settings_put_back')
  loop
    execute format('drop function %s', own);
  end loop;

  -- So may another table.
  if to_regclass('public.gazelle_keeper_rows') is not null then
    if exists (select from public.gazelle_keeper_rows) then
      return;
    end if;
  end if;
  drop table if exists public.gazelle_keeper_values, public.gazelle_keeper_history, public.gazelle_keeper_keepers,
    public.gazelle_keeper_rows;
  for own in
    select pg_proc.oid::regprocedure from pg_catalog.pg_proc
    where pronamespace = 'public'::regnamespace
      and proname in ('gazelle_keeper_bare_token', 'gazelle_keeper_token', 'gazelle_keeper_fingerprint', 'gazelle_keeper_forget',
        'gazelle_keeper_keep', 'gazelle_keeper_application', 'gazelle_keeper_logbook')
  loop
    execute format('drop function %s', own);
  end loop;
end
$$;

notify pgrst, 'reload schema';

commit;
