import { describe, expect, it } from 'vitest';
import { stageOf } from './stage.ts';

const now = Date.parse('2026-11-22T10:00:00.000Z');
const anExport = (
  status: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED',
  keptUntil: string | null = null,
) => ({
  id: 'e1',
  status,
  progress: 0,
  requestedAt: '2026-11-22T09:00:00.000Z',
  keptUntil,
  sizeBytes: null,
});

describe('the stage of an archive', () => {
  it.each([
    ['nothing', null, 'none'],
    ['one that was cancelled', anExport('CANCELLED'), 'none'],
    ['one that waits', anExport('QUEUED'), 'making'],
    ['one that is being made', anExport('RUNNING'), 'making'],
    ['one that is kept', anExport('SUCCEEDED', '2026-11-22T10:00:00.001Z'), 'ready'],
    ['one whose time is over', anExport('SUCCEEDED', '2026-11-22T10:00:00.000Z'), 'gone'],
    ['one that was removed', anExport('SUCCEEDED'), 'gone'],
    ['one that failed', anExport('FAILED'), 'failed'],
  ])('of %s', (_, newest, stage) => expect(stageOf(newest, now)).toBe(stage));
});
