import { p } from '@mikro-orm/core';
import { v7 } from 'uuid';

/** A new id: UUIDv7 (RFC 9562), so that keys sort by creation and need no sequence. */
export const newId = (): string => v7();

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** True for what could be one of our ids; anything else need not reach the database. */
export const isId = (value: string): boolean => uuidPattern.test(value);

/** The columns that every entity of the house has. */
export const entityBase = {
  id: p.uuid().primary(),
  createdAt: p.datetime(3),
  updatedAt: p.datetime(3),
};
