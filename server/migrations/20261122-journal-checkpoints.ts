import { Migration } from '@mikro-orm/migrations';

export class JournalCheckpoints extends Migration {
  override up(): void {
    this.addSql(
      'create table `journal_checkpoint` (`seq` integer not null primary key, `seal` blob not null, `count` integer not null, `at` datetime not null, `earliest` datetime not null, `latest` datetime not null, `counts` text not null, `statement` text not null, `removal` text null);',
    );
    this.addSql(
      'create index `journal_checkpoint_latest_earliest_seq_count_index` on `journal_checkpoint` (`latest`, `earliest`, `seq`, `count`);',
    );
    this.addSql(
      'create index `journal_checkpoint_removal_index` on `journal_checkpoint` (`seq`) where removal is not null;',
    );
    this.addSql('drop index `recorded_event_notable_index`;');
    this.addSql(
      "create index `recorded_event_notable_of_actor_index` on `recorded_event` (`actor_id`, `seq`) where type <> 'session.refreshed';",
    );
    this.addSql(
      "create index `recorded_event_notable_index` on `recorded_event` (`seq`) where type <> 'session.refreshed';",
    );
  }
}
