// Catalogue: A11, D6.
import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/entity.js';
import { errors } from '#kernel/errors.js';
import type { JobHandler } from '#kernel/jobs.js';
import { aJob, heldUp, overEveryDriver } from '#test/jobs.js';

const minute = 60_000;
const nothing: JobHandler = async () => async () => ({});

overEveryDriver((bench) => {
  describe('a job', () => {
    it('is there with the change that wants it, and not without', async () => {
      const { jobs } = bench.open({ planted: nothing });
      const refused = bench.change(async (unit) => {
        await jobs.enqueue(unit, aJob({ key: 'k' }));
        throw errors.CONFLICT();
      });
      await expect(refused).rejects.toThrow();
      expect(await bench.house.app.database.reader.all('select id from job', [])).toEqual([]);
      const job = await bench.enqueue({ payload: { cityId: 'c1' } });
      expect(await bench.now(job)).toEqual({
        ...job,
        status: 'QUEUED',
        payload: { cityId: 'c1' },
        attempts: 0,
        progress: 0,
      });
    });

    it('is done by its handler, under a service identity, and its ending is one transaction with its end', async () => {
      const seen: unknown[] = [];
      const { worker } = bench.open({
        planted: async ({ context, job }) => {
          seen.push(context.identity.kind, job.payload['cityId']);
          return async (unit) => {
            unit.record('access.denied');
            return { answer: 'a1' };
          };
        },
      });
      const job = await bench.enqueue({ payload: { cityId: 'c1' } });
      expect(await bench.house.eventsOf(() => worker.finish())).toEqual(['access.denied']);
      expect(seen).toEqual(['service', 'c1']);
      expect(await bench.now(job)).toMatchObject({
        status: 'SUCCEEDED',
        progress: 1,
        attempts: 1,
        result: { answer: 'a1' },
        errorCode: null,
        endedAt: expect.any(Date) as Date,
      });
    });

    it('begins at once where it was enqueued in this process', async () => {
      const done = Promise.withResolvers<void>();
      const { jobs, worker } = bench.open({ planted: async () => async () => (done.resolve(), {}) });
      worker.start();
      await new Promise((resolve) => setTimeout(resolve, 50));
      const start = Date.now();
      await bench.change((unit) => jobs.enqueue(unit, aJob()));
      await done.promise;
      expect(Date.now() - start).toBeLessThan(500);
      await worker.stop();
    });

    it('begins within two seconds where another process enqueued it', async () => {
      const done = Promise.withResolvers<void>();
      const { worker } = bench.open({ planted: async () => async () => (done.resolve(), {}) });
      const elsewhere = bench.open({});
      worker.start();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await bench.change((unit) => elsewhere.jobs.enqueue(unit, aJob()));
      const late = new Promise((_resolve, reject) => setTimeout(() => reject(new Error('too late')), 2_000));
      await Promise.race([done.promise, late]);
      await worker.stop();
    });

    it('of a kind that nobody here does waits', async () => {
      const { worker } = bench.open({ planted: nothing });
      const job = await bench.enqueue({ kind: 'of-tomorrow' });
      await worker.finish();
      expect(await bench.now(job)).toMatchObject({ status: 'QUEUED', attempts: 0 });
    });

    it('says how far it is', async () => {
      const { handler, begun, letGo } = heldUp();
      const { worker } = bench.open({
        planted: (run) => {
          run.report(0.5);
          return handler(run);
        },
      });
      const job = await bench.enqueue();
      worker.start();
      await begun;
      await expect.poll(async () => (await bench.now(job)).progress, { timeout: 5_000 }).toBe(0.5);
      letGo();
      await worker.finish();
      await worker.stop();
      expect((await bench.now(job)).progress).toBe(1);
    });
  });

  describe('of one key', () => {
    it('there is one under way, however many ask at once; afterwards another one can be had', async () => {
      const { worker } = bench.open({ planted: nothing });
      const asked = await Promise.all(Array.from({ length: 20 }, () => bench.enqueue({ key: 'only' })));
      expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
      await worker.finish();
      expect((await bench.enqueue({ key: 'only' })).id).not.toBe(asked[0]?.id);
    });

    it('somebody’s newest is found, of that kind and theirs', async () => {
      const [ownerId, other] = [newId(), newId()];
      await bench.enqueue({ ownerId });
      bench.house.clock.advance(5);
      const newest = await bench.enqueue({ ownerId });
      await bench.enqueue({ ownerId: other });
      await bench.enqueue({ ownerId, kind: 'else' });
      const { jobs } = bench.open({});
      expect(await jobs.newest('planted', ownerId)).toEqual(newest);
      expect(await jobs.newest('nothing', ownerId)).toBeNull();
    });
  });

  it('two at a time: one that is long does not hold up the next', async () => {
    const long = heldUp();
    const { worker } = bench.open({ long: long.handler, planted: nothing });
    await bench.enqueue({ kind: 'long' });
    const job = await bench.enqueue();
    worker.start();
    await long.begun;
    await expect.poll(async () => (await bench.now(job)).status, { timeout: 3_000 }).toBe('SUCCEEDED');
    long.letGo();
    await worker.stop();
  });

  it('two workers never do the same job, whatever they take at once', async () => {
    const done: string[] = [];
    const planted: JobHandler =
      async ({ job }) =>
      async () => (done.push(job.id), {});
    const workers = [1, 2, 3].map(() => bench.open({ planted }).worker);
    const ids: string[] = [];
    for (let index = 0; index < 30; index += 1) ids.push((await bench.enqueue()).id);
    await Promise.all(workers.map((worker) => worker.finish()));
    expect(done.toSorted()).toEqual(ids.toSorted());
  });

  it('what ended a week ago is forgotten, what has not ended is kept', async () => {
    const { worker } = bench.open({ planted: nothing });
    const ended = await bench.enqueue();
    await worker.finish();
    const waiting = await bench.enqueue({ kind: 'of-tomorrow' });
    bench.house.clock.advance(6.9 * 24 * 60 * minute);
    await bench.house.app.background.tidy();
    expect((await bench.now(ended)).status).toBe('SUCCEEDED');
    bench.house.clock.advance(0.2 * 24 * 60 * minute);
    await bench.house.app.background.tidy();
    expect(await bench.house.app.house.ports.jobs.find(ended.id)).toBeNull();
    expect((await bench.now(waiting)).status).toBe('QUEUED');
  });

  it('what nobody waits for is looked at by reading one index', async () => {
    const plan = await bench.house.app.database.reader.all<{ detail: string }>(
      "explain query plan select id from job where due_at <= ? and kind in ('planted') limit 1",
      [1],
    );
    expect(plan.map(({ detail }) => detail)).toEqual(['SEARCH job USING INDEX job_due_at_index (due_at<?)']);
  });
});
