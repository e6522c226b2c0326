import { Migration } from '@mikro-orm/migrations';

export class Departures extends Migration {
  override up(): void {
    this.addSql(
      'create table `departure` (`user_id` text not null primary key, `due_at` datetime not null, constraint `departure_user_id_foreign` foreign key (`user_id`) references `user` (`id`) on update no action on delete cascade);',
    );
    this.addSql('create index `departure_due_at_index` on `departure` (`due_at`);');
  }
}
