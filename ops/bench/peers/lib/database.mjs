import Database from 'better-sqlite3';

/** A database as durable as ours: WAL, and synchronous FULL. */
export function openDatabase(file) {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  return database;
}
