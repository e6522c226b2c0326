// Catalogue: D6.
import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import type { JobHandler } from '#kernel/jobs.js';
import { heldUp, overEveryDriver } from '#test/jobs.js';

const nothing: JobHandler = async () => async () => ({});

overEveryDriver((bench) => {
  describe('nobody wants it any more', () => {
    it('cancelled before it began, it never does', async () => {
      let begun = false;
      const { jobs, worker } = bench.open({ planted: async () => ((begun = true), async () => ({})) });
      const job = await bench.enqueue();
      expect(await bench.change((unit) => jobs.cancel(unit, job.id))).toBe(true);
      expect(await bench.change((unit) => jobs.cancel(unit, job.id))).toBe(false);
      await worker.finish();
      expect(begun).toBe(false);
      expect(await bench.now(job)).toMatchObject({ status: 'CANCELLED', endedAt: expect.any(Date) as Date });
    });

    it('cancelled while it runs here, it hears of it at once', async () => {
      const { handler, begun } = heldUp();
      const { jobs, worker } = bench.open({ planted: handler });
      const job = await bench.enqueue();
      const work = worker.finish();
      const signal = await begun;
      await bench.change((unit) => jobs.cancel(unit, job.id));
      expect(signal.aborted).toBe(true);
      await work;
      expect(await bench.now(job)).toMatchObject({ status: 'CANCELLED', attempts: 1 });
    });

    it('cancelled from another process, it hears of it within seconds', async () => {
      const { handler, begun } = heldUp();
      const { worker } = bench.open({ planted: handler });
      const elsewhere = bench.open({});
      const job = await bench.enqueue();
      const work = worker.finish();
      const signal = await begun;
      await bench.change((unit) => elsewhere.jobs.cancel(unit, job.id));
      await expect.poll(() => signal.aborted, { timeout: 3_000 }).toBe(true);
      await work;
      expect((await bench.now(job)).status).toBe('CANCELLED');
    });

    it('cancelled just before its ending, it ends without it', async () => {
      const { jobs, worker } = bench.open({
        planted: async ({ job }) => {
          await bench.change((unit) => jobs.cancel(unit, job.id));
          return async (unit) => (unit.record('access.denied'), {});
        },
      });
      const job = await bench.enqueue();
      expect(await bench.house.eventsOf(() => worker.finish())).toEqual([]);
      expect((await bench.now(job)).status).toBe('CANCELLED');
    });

    it('forgotten with its owner, it stops, and leaves no row', async () => {
      const { handler, begun } = heldUp();
      const { jobs, worker } = bench.open({ planted: handler });
      const ownerId = newId();
      const job = await bench.enqueue({ ownerId });
      const kept = await bench.enqueue({ ownerId: newId(), kind: 'else' });
      const work = worker.finish();
      const signal = await begun;
      await bench.change((unit) => jobs.forget(unit, ownerId));
      expect(signal.aborted).toBe(true);
      await work;
      expect(await jobs.find(job.id)).toBeNull();
      expect(await jobs.find(kept.id)).toEqual(kept);
    });
  });

  describe('a worker that stops', () => {
    it('gives back what it was at, and the attempt does not count', async () => {
      const { handler, begun } = heldUp();
      const { worker } = bench.open({ planted: handler });
      const job = await bench.enqueue();
      worker.start();
      await begun;
      await worker.stop();
      expect(await bench.now(job)).toMatchObject({ status: 'QUEUED', attempts: 0 });
      const other = bench.open({ planted: nothing });
      await other.worker.finish();
      expect(await bench.now(job)).toMatchObject({ status: 'SUCCEEDED', attempts: 1 });
    });

    it('begins nothing more', async () => {
      const { worker } = bench.open({ planted: nothing });
      worker.start();
      await worker.stop();
      const job = await bench.enqueue();
      await new Promise((resolve) => setTimeout(resolve, 1_300));
      expect((await bench.now(job)).status).toBe('QUEUED');
    });
  });
});
