import type { FastifyReply } from 'fastify';
import { timeIsUp } from '#kernel/context.js';
import { errors } from '#kernel/errors.js';

/** How long an operation may take (catalogue G12). */
const budgetMs = 5_000;

/** The time that one request has; `signal` tells those who work for it that nobody waits any more. */
export interface Budget {
  readonly signal: AbortSignal;
  /** The answer, or UNAVAILABLE where the time is up first. */
  within<T>(work: Promise<T>): Promise<T>;
}

/** Starts the time of a request; a client that leaves ends it too. */
export function startBudget(reply: FastifyReply): Budget {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return { signal: controller.signal, within: (work) => race(work, controller) };
}

async function race<T>(work: Promise<T>, controller: AbortController): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      controller.abort(timeIsUp);
      reject(errors.UNAVAILABLE({ retryAfterS: 1 }, 'This took too long.'));
    }, budgetMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
