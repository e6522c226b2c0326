import { Migration } from '@mikro-orm/migrations';

export class RolesAndGrants extends Migration {
  override up(): void {
    this.addSql(
      'create table `role` (`id` text not null primary key, `created_at` datetime not null, `updated_at` datetime not null, `name` text not null, `description` text not null, `scopes` json not null);',
    );
    this.addSql('create unique index `role_name_unique` on `role` (`name`);');
    this.addSql(
      'create table `scope_grant` (`user_id` text not null, `scope` text not null, `granted_at` datetime not null, `ends_at` datetime null, primary key (`user_id`, `scope`), constraint `scope_grant_user_id_foreign` foreign key (`user_id`) references `user` (`id`) on delete cascade);',
    );
  }
}
