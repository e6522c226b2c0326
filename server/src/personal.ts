import type { PersonalData, PersonalDeclarations } from '#kernel/personal.js';
import { filePersonal } from '#platform/files/stored-file.personal.js';
import { jobPersonal } from '#platform/jobs/job.personal.js';
import { modules } from './modules.js';

/** What the house itself keeps of people, beside its modules. */
export const ownPersonal: PersonalDeclarations = {
  Job: jobPersonal,
  StoredFile: filePersonal,
};

/** What is said of every entity that refers to a user, by its name, in the order in which an export tells it. */
export const personalDeclarations: PersonalDeclarations = Object.assign(
  {},
  ...modules.map(({ personal = {} }) => personal),
  ownPersonal,
) as PersonalDeclarations;

export const personal: readonly PersonalData[] = Object.values(personalDeclarations);
