// Catalogue: D6.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { errors } from '#kernel/errors.js';
import type { Job, JobHandler } from '#kernel/jobs.js';
import { heldUp, overEveryDriver } from '#test/jobs.js';

const minute = 60_000;
const nothing: JobHandler = async () => async () => ({});

overEveryDriver((bench) => {
  describe('an attempt that fails', () => {
    it('is made again, later each time, until nobody tries any more: what is left is a code', async () => {
      let attempts = 0;
      const { worker } = bench.open({
        planted: async () => {
          attempts += 1;
          throw attempts < 5 ? new Error('a text with somebody’s data in it') : errors.UNAVAILABLE();
        },
      });
      const job = await bench.enqueue();
      for (const [made, waitMs] of [1_000, 5_000, 30_000, 120_000].entries()) {
        await worker.finish();
        expect(attempts).toBe(made + 1);
        bench.house.clock.advance(waitMs - 900);
        await worker.finish();
        expect(attempts).toBe(made + 1);
        expect(await bench.now(job)).toMatchObject({ status: 'QUEUED', progress: 0, errorCode: null });
        bench.house.clock.advance(1_000);
      }
      await worker.finish();
      expect(await bench.now(job)).toMatchObject({ status: 'FAILED', errorCode: 'UNAVAILABLE', result: null });
      bench.house.clock.advance(60 * minute);
      await worker.finish();
      expect(attempts).toBe(5);
    });

    it('is the last one where the work was refused for what it is', async () => {
      const { worker } = bench.open({ planted: () => Promise.reject(errors.PAYLOAD_TOO_LARGE()) });
      const job = await bench.enqueue();
      await worker.finish();
      expect(await bench.now(job)).toMatchObject({ status: 'FAILED', errorCode: 'PAYLOAD_TOO_LARGE', attempts: 1 });
    });

    it('leaves nothing of its ending', async () => {
      const { worker } = bench.open({
        planted: async () => async (unit) => {
          unit.record('access.denied');
          throw new Error('at the very end');
        },
      });
      const job = await bench.enqueue();
      expect(await bench.house.eventsOf(() => worker.finish())).toEqual([]);
      expect((await bench.now(job)).status).toBe('QUEUED');
    });

    it('tells its reason to the log, and to nobody else', async () => {
      const { worker } = bench.open({ planted: () => Promise.reject(new Error('a planted secret')) });
      await bench.enqueue();
      await worker.finish();
      expect(bench.house.lines.filter((line) => line.includes('a planted secret'))).toHaveLength(1);
      expect(JSON.stringify(await bench.house.app.database.reader.all('select * from job', []))).not.toContain(
        'planted secret',
      );
    });
  });

  describe('an attempt that gives no sign of life', () => {
    afterEach(() => void vi.useRealTimers());

    it('is taken over when its lease is out, not before, and changes nothing when it comes back', async () => {
      const [slow, quick] = [heldUp(), heldUp()];
      const dead = bench.open({ planted: slow.handler });
      const heir = bench.open({ planted: quick.handler });
      const job = await bench.enqueue();
      const first = dead.worker.finish();
      await slow.begun;
      bench.house.clock.advance(14_000);
      await heir.worker.finish();
      expect(await bench.now(job)).toMatchObject({ status: 'RUNNING', attempts: 1 });
      bench.house.clock.advance(1_500);
      const second = heir.worker.finish();
      await quick.begun;
      slow.letGo();
      await first;
      expect(await bench.now(job)).toMatchObject({ status: 'RUNNING', attempts: 2 });
      quick.letGo();
      await second;
      expect(await bench.now(job)).toMatchObject({ status: 'SUCCEEDED', attempts: 2 });
    });

    it('does so five times at most: then something in the job itself kills whoever begins it', async () => {
      const job = await bench.enqueue();
      const { worker } = bench.open({ planted: nothing });
      await bench.change(({ sql }) =>
        sql.run("update job set status = 'RUNNING', attempts = 5, due_at = 1 where id = ?", [job.id]),
      );
      await worker.finish();
      expect(await bench.now(job)).toMatchObject({ status: 'FAILED', errorCode: 'INTERNAL' });
    });

    it('keeps its lease as long as it lives', async () => {
      const { handler, begun, letGo } = heldUp();
      const { worker } = bench.open({ planted: handler });
      const heir = bench.open({ planted: nothing });
      const job = await bench.enqueue();
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
      worker.start();
      await begun;
      bench.house.clock.advance(10_000);
      for (let seconds = 0; seconds < 5; seconds += 1) {
        vi.advanceTimersByTime(1_000);
        await bench.now(job);
      }
      await expect.poll(() => dueAt(job)).toBeGreaterThan(bench.house.clock.now().getTime() + 10_000);
      bench.house.clock.advance(10_000);
      await heir.worker.finish();
      expect(await bench.now(job)).toMatchObject({ status: 'RUNNING', attempts: 1 });
      letGo();
      await worker.finish();
      await worker.stop();
    });

    async function dueAt({ id }: Job): Promise<number> {
      const row = await bench.house.app.database.reader.one<{ due_at: number }>('select due_at from job where id = ?', [
        id,
      ]);
      return row?.due_at ?? 0;
    }
  });
});
