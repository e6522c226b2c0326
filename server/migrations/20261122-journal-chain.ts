import { Migration } from '@mikro-orm/migrations';
import type { NamedMigration } from '#platform/database/database.js';
import { beforeTheFirst, type Chain, type Row } from '#platform/journal/chain.js';
import type { ImmediateConnection } from '#platform/database/sqlite.js';

const batch = 5_000;

const oldSql = `select id, type, outcome, at, actor_id, null as concerns_id, subject, null as network, request_id, facts
  from unsealed_event where (at, id) > (?, ?) order by at, id limit ?`;

const newSql = `insert into recorded_event
  (seq, id, type, outcome, at, actor_id, concerns_id, subject, network, request_id, facts, seal)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const tables = [
  ...['hour', 'day'].flatMap((span) =>
    ['more', 'move', 'less'].map((when) => `drop trigger \`event_${span}_tally_${when}\`;`),
  ),
  'alter table `recorded_event` rename to `unsealed_event`;',
  'create table `recorded_event` (`seq` integer not null primary key, `id` text not null, `type` text not null, `outcome` text not null, `at` datetime not null, `actor_id` text null, `concerns_id` text null, `subject` text null, `network` text null, `request_id` text not null, `facts` text not null, `seal` blob not null);',
];

const indexesAndTriggers = [
  'drop table `unsealed_event`;',
  'create index `recorded_event_actor_id_seq_index` on `recorded_event` (`actor_id`, `seq`);',
  "create index `recorded_event_notable_index` on `recorded_event` (`actor_id`, `seq`) where type <> 'session.refreshed';",
  'create index `recorded_event_concerns_id_seq_index` on `recorded_event` (`concerns_id`, `seq`) where concerns_id is not null;',
  "create index `recorded_event_subject_seq_index` on `recorded_event` (`subject`, `seq`) where type <> 'session.refreshed';",
  "create index `recorded_event_type_seq_index` on `recorded_event` (`type`, `seq`) where type <> 'session.refreshed';",
  "create index `recorded_event_type_at_index` on `recorded_event` (`type`, `at`) where type in ('user.registered', 'session.opened', 'login.failed');",
  "create trigger `event_day_tally_more` AFTER INSERT on `recorded_event` for each ROW begin insert into tally (name, part, n) select 'event_day', case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%d', new.at / 1000, 'unixepoch') end, 1 where case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%d', new.at / 1000, 'unixepoch') end is not null on conflict (name, part) do update set n = tally.n + 1; end;",
  "create trigger `event_day_tally_move` AFTER UPDATE on `recorded_event` for each ROW when case when old.type in ('user.registered', 'session.opened', 'login.failed') then old.type || '@' || strftime('%Y-%m-%d', old.at / 1000, 'unixepoch') end is distinct from case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%d', new.at / 1000, 'unixepoch') end begin update tally set n = n - 1 where name = 'event_day' and part = case when old.type in ('user.registered', 'session.opened', 'login.failed') then old.type || '@' || strftime('%Y-%m-%d', old.at / 1000, 'unixepoch') end; insert into tally (name, part, n) select 'event_day', case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%d', new.at / 1000, 'unixepoch') end, 1 where case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%d', new.at / 1000, 'unixepoch') end is not null on conflict (name, part) do update set n = tally.n + 1; end;",
  "create trigger `event_day_tally_less` AFTER DELETE on `recorded_event` for each ROW begin update tally set n = n - 1 where name = 'event_day' and part = case when old.type in ('user.registered', 'session.opened', 'login.failed') then old.type || '@' || strftime('%Y-%m-%d', old.at / 1000, 'unixepoch') end; end;",
  "create trigger `event_hour_tally_more` AFTER INSERT on `recorded_event` for each ROW begin insert into tally (name, part, n) select 'event_hour', case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%dT%H', new.at / 1000, 'unixepoch') end, 1 where case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%dT%H', new.at / 1000, 'unixepoch') end is not null on conflict (name, part) do update set n = tally.n + 1; end;",
  "create trigger `event_hour_tally_move` AFTER UPDATE on `recorded_event` for each ROW when case when old.type in ('user.registered', 'session.opened', 'login.failed') then old.type || '@' || strftime('%Y-%m-%dT%H', old.at / 1000, 'unixepoch') end is distinct from case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%dT%H', new.at / 1000, 'unixepoch') end begin update tally set n = n - 1 where name = 'event_hour' and part = case when old.type in ('user.registered', 'session.opened', 'login.failed') then old.type || '@' || strftime('%Y-%m-%dT%H', old.at / 1000, 'unixepoch') end; insert into tally (name, part, n) select 'event_hour', case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%dT%H', new.at / 1000, 'unixepoch') end, 1 where case when new.type in ('user.registered', 'session.opened', 'login.failed') then new.type || '@' || strftime('%Y-%m-%dT%H', new.at / 1000, 'unixepoch') end is not null on conflict (name, part) do update set n = tally.n + 1; end;",
  "create trigger `event_hour_tally_less` AFTER DELETE on `recorded_event` for each ROW begin update tally set n = n - 1 where name = 'event_hour' and part = case when old.type in ('user.registered', 'session.opened', 'login.failed') then old.type || '@' || strftime('%Y-%m-%dT%H', old.at / 1000, 'unixepoch') end; end;",
];

/** Gives the journal its numbers and seals, what was recorded before included, in its order. */
export const journalChain = (chain: () => Chain): NamedMigration['class'] =>
  class JournalChain extends Migration {
    override async up(): Promise<void> {
      for (const sql of tables) await this.execute(sql);
      await this.#seal();
      for (const sql of indexesAndTriggers) await this.execute(sql);
    }

    async #seal(): Promise<void> {
      const { statements } = this.driver.getConnection() as unknown as ImmediateConnection;
      if ((await statements.all('select 1 from unsealed_event limit 1', [])).length === 0) return;
      const sealing = chain();
      let last = beforeTheFirst;
      for (let from: Pick<Row, 'at' | 'id'> | undefined = { at: 0, id: '' }; from;) {
        const rows: Omit<Row, 'seq'>[] = await statements.all(oldSql, [from.at, from.id, batch]);
        for (const row of sealing.extend(last, rows)) {
          const { seq, id, type, outcome, at, actor_id, concerns_id, subject, network, request_id, facts, seal } = row;
          await statements.run(newSql, [
            ...[seq, id, type, outcome, at, actor_id, concerns_id],
            ...[subject, network, request_id, facts, seal],
          ]);
          last = row;
        }
        from = rows.at(-1);
      }
    }
  };
