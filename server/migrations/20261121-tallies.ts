import { Migration } from '@mikro-orm/migrations';

export class Tallies extends Migration {
  override up(): void {
    this.addSql(
      'create table `tally` (`name` text not null, `part` text not null, `n` integer not null, primary key (`name`, `part`));',
    );
    this.addSql(
      "create trigger `event_tally_more` AFTER INSERT on `recorded_event` for each ROW begin insert into tally (name, part, n) select 'event', case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%dT%H', new.at / 1000, 'unixepoch') end, 1 where case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%dT%H', new.at / 1000, 'unixepoch') end is not null on conflict (name, part) do update set n = tally.n + 1; end;",
    );
    this.addSql(
      "create trigger `event_tally_move` AFTER UPDATE on `recorded_event` for each ROW when case when old.type in ('user.registered', 'session.opened', 'login.failed') then old.type || '@' || strftime('%Y-%m-%dT%H', old.at / 1000, 'unixepoch') end is distinct from case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%dT%H', new.at / 1000, 'unixepoch') end begin update tally set n = n - 1 where name = 'event' and part = case when old.type in ('user.registered', 'session.opened', 'login.failed') then old.type || '@' || strftime('%Y-%m-%dT%H', old.at / 1000, 'unixepoch') end; insert into tally (name, part, n) select 'event', case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%dT%H', new.at / 1000, 'unixepoch') end, 1 where case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%dT%H', new.at / 1000, 'unixepoch') end is not null on conflict (name, part) do update set n = tally.n + 1; end;",
    );
    this.addSql(
      "create trigger `event_tally_less` AFTER DELETE on `recorded_event` for each ROW begin update tally set n = n - 1 where name = 'event' and part = case when old.type in ('user.registered', 'session.opened', 'login.failed') then old.type || '@' || strftime('%Y-%m-%dT%H', old.at / 1000, 'unixepoch') end; end;",
    );
    this.addSql(`insert into tally select 'user', status || ':' || role, count(*) from user group by 2;`);
    this.addSql(
      `insert into tally select 'session', strftime('%Y-%m-%d', idle_expires_at / 1000, 'unixepoch'), count(*) from session where ended_at is null group by 2;`,
    );
    this.addSql(
      `insert into tally select 'event', type || '@' || strftime('%Y-%m-%dT%H', at / 1000, 'unixepoch'), count(*) from recorded_event where type in ('user.registered', 'session.opened', 'login.failed') group by 2;`,
    );
    this.addSql('drop index `user_status_index`;');
    this.addSql('drop index `user_role_index`;');
    this.addSql('create index `user_role_created_at_id_index` on `user` (`role`, `created_at`, `id`);');
    this.addSql('create index `user_role_last_seen_at_id_index` on `user` (`role`, `last_seen_at`, `id`);');
    this.addSql('create index `user_role_pseudo_key_id_index` on `user` (`role`, `pseudo_key`, `id`);');
    this.addSql('create index `user_status_created_at_id_index` on `user` (`status`, `created_at`, `id`);');
    this.addSql('create index `user_status_last_seen_at_id_index` on `user` (`status`, `last_seen_at`, `id`);');
    this.addSql('create index `user_status_pseudo_key_id_index` on `user` (`status`, `pseudo_key`, `id`);');
    this.addSql(
      "create trigger `user_tally_more` AFTER INSERT on `user` for each ROW begin insert into tally (name, part, n) select 'user', new.status || ':' || new.role, 1 where new.status || ':' || new.role is not null on conflict (name, part) do update set n = tally.n + 1; end;",
    );
    this.addSql(
      "create trigger `user_tally_move` AFTER UPDATE on `user` for each ROW when old.status || ':' || old.role is distinct from new.status || ':' || new.role begin update tally set n = n - 1 where name = 'user' and part = old.status || ':' || old.role; insert into tally (name, part, n) select 'user', new.status || ':' || new.role, 1 where new.status || ':' || new.role is not null on conflict (name, part) do update set n = tally.n + 1; end;",
    );
    this.addSql(
      "create trigger `user_tally_less` AFTER DELETE on `user` for each ROW begin update tally set n = n - 1 where name = 'user' and part = old.status || ':' || old.role; end;",
    );
    this.addSql('create index `session_idle_expires_at_ended_at_index` on `session` (`idle_expires_at`, `ended_at`);');
    this.addSql(
      "create trigger `session_tally_more` AFTER INSERT on `session` for each ROW begin insert into tally (name, part, n) select 'session', case when new.ended_at is null then strftime('%Y-%m-%d', new.idle_expires_at / 1000, 'unixepoch') end, 1 where case when new.ended_at is null then strftime('%Y-%m-%d', new.idle_expires_at / 1000, 'unixepoch') end is not null on conflict (name, part) do update set n = tally.n + 1; end;",
    );
    this.addSql(
      "create trigger `session_tally_move` AFTER UPDATE on `session` for each ROW when case when old.ended_at is null then strftime('%Y-%m-%d', old.idle_expires_at / 1000, 'unixepoch') end is distinct from case when new.ended_at is null then strftime('%Y-%m-%d', new.idle_expires_at / 1000, 'unixepoch') end begin update tally set n = n - 1 where name = 'session' and part = case when old.ended_at is null then strftime('%Y-%m-%d', old.idle_expires_at / 1000, 'unixepoch') end; insert into tally (name, part, n) select 'session', case when new.ended_at is null then strftime('%Y-%m-%d', new.idle_expires_at / 1000, 'unixepoch') end, 1 where case when new.ended_at is null then strftime('%Y-%m-%d', new.idle_expires_at / 1000, 'unixepoch') end is not null on conflict (name, part) do update set n = tally.n + 1; end;",
    );
    this.addSql(
      "create trigger `session_tally_less` AFTER DELETE on `session` for each ROW begin update tally set n = n - 1 where name = 'session' and part = case when old.ended_at is null then strftime('%Y-%m-%d', old.idle_expires_at / 1000, 'unixepoch') end; end;",
    );
  }
}
