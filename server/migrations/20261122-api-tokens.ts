import { Migration } from '@mikro-orm/migrations';

export class ApiTokens extends Migration {
  override up(): void {
    this.addSql(
      'create table `api_token` (`id` text not null primary key, `created_at` datetime not null, `updated_at` datetime not null, `user_id` text not null, `name` text not null, `prefix` text not null, `hash` text not null, `scopes` json not null, `expires_at` datetime null, `last_used_at` datetime null, constraint `api_token_user_id_foreign` foreign key (`user_id`) references `user` (`id`) on delete cascade);',
    );
    this.addSql('create unique index `api_token_hash_unique` on `api_token` (`hash`);');
    this.addSql('create index `api_token_user_id_created_at_index` on `api_token` (`user_id`, `created_at`);');
  }
}
