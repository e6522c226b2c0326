import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';
import type { JobStatus } from './jobs.js';

/** The states of a job, as the schema names them. */
export const JobStatusEnum: { readonly [Status in JobStatus]: Status } = {
  QUEUED: 'QUEUED',
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
};

registerEnumType(JobStatusEnum, { name: 'JobStatus', description: 'How far work in the background has come.' });
