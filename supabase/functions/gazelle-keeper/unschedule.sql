-- Gazelle Keeper: takes away what schedule.sql has made: the schedule, and its URL and secret in Vault. The function stays, until
-- `supabase functions delete gazelle-keeper`, and is called by nobody. May be run again at any time.

begin;

do $$
begin
  if to_regclass('cron.job') is not null then
    perform cron.unschedule(jobid) from cron.job where jobname in ('gazelle-keeper', 'gazelle-keeper-runs');
  end if;
  if to_regclass('vault.secrets') is not null then
    delete from vault.secrets where name in ('gazelle_keeper_url', 'gazelle_keeper_secret');
  end if;
end
$$;

commit;
