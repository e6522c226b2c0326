import type { PersonalDeclarations } from '#kernel/personal.js';

/** What `erasure` keeps of a person. */
export const personal: PersonalDeclarations = {
  ErasureMark: {
    exported: { nothing: 'which erasure was the last one: whoever can still ask is not it' },
    onDeletion: { kept: 'a mark made with a key, of whoever was erased last: so that nobody comes back with a backup' },
  },
};
