import { Migration } from '@mikro-orm/migrations';

export class TalliesByTime extends Migration {
  override up(): void {
    for (const tally of ['event', 'session'])
      for (const when of ['more', 'move', 'less']) this.addSql(`drop trigger \`${tally}_tally_${when}\`;`);
    this.addSql("update tally set name = 'event_hour' where name = 'event';");
    this.addSql("update tally set name = 'session_day' where name = 'session';");
    this.addSql(
      "insert into tally select 'event_day', substr(part, 1, length(part) - 3), sum(n) from tally where name = 'event_hour' group by 2;",
    );
    this.addSql(
      "insert into tally select 'session_hour', strftime('%Y-%m-%dT%H', idle_expires_at / 1000, 'unixepoch'), count(*) from session where ended_at is null group by 2;",
    );
    this.addSql(
      "create trigger `event_day_tally_more` AFTER INSERT on `recorded_event` for each ROW begin insert into tally (name, part, n) select 'event_day', case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%d', new.at / 1000, 'unixepoch') end, 1 where case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%d', new.at / 1000, 'unixepoch') end is not null on conflict (name, part) do update set n = tally.n + 1; end;",
    );
    this.addSql(
      "create trigger `event_day_tally_move` AFTER UPDATE on `recorded_event` for each ROW when case when old.type in ('user.registered', 'session.opened', 'login.failed') then old.type || '@' || strftime('%Y-%m-%d', old.at / 1000, 'unixepoch') end is distinct from case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%d', new.at / 1000, 'unixepoch') end begin update tally set n = n - 1 where name = 'event_day' and part = case when old.type in ('user.registered', 'session.opened', 'login.failed') then old.type || '@' || strftime('%Y-%m-%d', old.at / 1000, 'unixepoch') end; insert into tally (name, part, n) select 'event_day', case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%d', new.at / 1000, 'unixepoch') end, 1 where case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%d', new.at / 1000, 'unixepoch') end is not null on conflict (name, part) do update set n = tally.n + 1; end;",
    );
    this.addSql(
      "create trigger `event_day_tally_less` AFTER DELETE on `recorded_event` for each ROW begin update tally set n = n - 1 where name = 'event_day' and part = case when old.type in ('user.registered', 'session.opened', 'login.failed') then old.type || '@' || strftime('%Y-%m-%d', old.at / 1000, 'unixepoch') end; end;",
    );
    this.addSql(
      "create trigger `event_hour_tally_more` AFTER INSERT on `recorded_event` for each ROW begin insert into tally (name, part, n) select 'event_hour', case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%dT%H', new.at / 1000, 'unixepoch') end, 1 where case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%dT%H', new.at / 1000, 'unixepoch') end is not null on conflict (name, part) do update set n = tally.n + 1; end;",
    );
    this.addSql(
      "create trigger `event_hour_tally_move` AFTER UPDATE on `recorded_event` for each ROW when case when old.type in ('user.registered', 'session.opened', 'login.failed') then old.type || '@' || strftime('%Y-%m-%dT%H', old.at / 1000, 'unixepoch') end is distinct from case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%dT%H', new.at / 1000, 'unixepoch') end begin update tally set n = n - 1 where name = 'event_hour' and part = case when old.type in ('user.registered', 'session.opened', 'login.failed') then old.type || '@' || strftime('%Y-%m-%dT%H', old.at / 1000, 'unixepoch') end; insert into tally (name, part, n) select 'event_hour', case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%dT%H', new.at / 1000, 'unixepoch') end, 1 where case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%dT%H', new.at / 1000, 'unixepoch') end is not null on conflict (name, part) do update set n = tally.n + 1; end;",
    );
    this.addSql(
      "create trigger `event_hour_tally_less` AFTER DELETE on `recorded_event` for each ROW begin update tally set n = n - 1 where name = 'event_hour' and part = case when old.type in ('user.registered', 'session.opened', 'login.failed') then old.type || '@' || strftime('%Y-%m-%dT%H', old.at / 1000, 'unixepoch') end; end;",
    );
    this.addSql(
      "create trigger `session_day_tally_more` AFTER INSERT on `session` for each ROW begin insert into tally (name, part, n) select 'session_day', case when new.ended_at is null then strftime('%Y-%m-%d', new.idle_expires_at / 1000, 'unixepoch') end, 1 where case when new.ended_at is null then strftime('%Y-%m-%d', new.idle_expires_at / 1000, 'unixepoch') end is not null on conflict (name, part) do update set n = tally.n + 1; end;",
    );
    this.addSql(
      "create trigger `session_day_tally_move` AFTER UPDATE on `session` for each ROW when case when old.ended_at is null then strftime('%Y-%m-%d', old.idle_expires_at / 1000, 'unixepoch') end is distinct from case when new.ended_at is null then strftime('%Y-%m-%d', new.idle_expires_at / 1000, 'unixepoch') end begin update tally set n = n - 1 where name = 'session_day' and part = case when old.ended_at is null then strftime('%Y-%m-%d', old.idle_expires_at / 1000, 'unixepoch') end; insert into tally (name, part, n) select 'session_day', case when new.ended_at is null then strftime('%Y-%m-%d', new.idle_expires_at / 1000, 'unixepoch') end, 1 where case when new.ended_at is null then strftime('%Y-%m-%d', new.idle_expires_at / 1000, 'unixepoch') end is not null on conflict (name, part) do update set n = tally.n + 1; end;",
    );
    this.addSql(
      "create trigger `session_day_tally_less` AFTER DELETE on `session` for each ROW begin update tally set n = n - 1 where name = 'session_day' and part = case when old.ended_at is null then strftime('%Y-%m-%d', old.idle_expires_at / 1000, 'unixepoch') end; end;",
    );
    this.addSql(
      "create trigger `session_hour_tally_more` AFTER INSERT on `session` for each ROW begin insert into tally (name, part, n) select 'session_hour', case when new.ended_at is null then strftime('%Y-%m-%dT%H', new.idle_expires_at / 1000, 'unixepoch') end, 1 where case when new.ended_at is null then strftime('%Y-%m-%dT%H', new.idle_expires_at / 1000, 'unixepoch') end is not null on conflict (name, part) do update set n = tally.n + 1; end;",
    );
    this.addSql(
      "create trigger `session_hour_tally_move` AFTER UPDATE on `session` for each ROW when case when old.ended_at is null then strftime('%Y-%m-%dT%H', old.idle_expires_at / 1000, 'unixepoch') end is distinct from case when new.ended_at is null then strftime('%Y-%m-%dT%H', new.idle_expires_at / 1000, 'unixepoch') end begin update tally set n = n - 1 where name = 'session_hour' and part = case when old.ended_at is null then strftime('%Y-%m-%dT%H', old.idle_expires_at / 1000, 'unixepoch') end; insert into tally (name, part, n) select 'session_hour', case when new.ended_at is null then strftime('%Y-%m-%dT%H', new.idle_expires_at / 1000, 'unixepoch') end, 1 where case when new.ended_at is null then strftime('%Y-%m-%dT%H', new.idle_expires_at / 1000, 'unixepoch') end is not null on conflict (name, part) do update set n = tally.n + 1; end;",
    );
    this.addSql(
      "create trigger `session_hour_tally_less` AFTER DELETE on `session` for each ROW begin update tally set n = n - 1 where name = 'session_hour' and part = case when old.ended_at is null then strftime('%Y-%m-%dT%H', old.idle_expires_at / 1000, 'unixepoch') end; end;",
    );
  }
}
