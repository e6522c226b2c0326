import { Migration } from '@mikro-orm/migrations';

export class ErasureMark extends Migration {
  override up(): void {
    this.addSql('create table `erasure_mark` (`id` integer not null primary key, `mark` text not null);');
  }
}
