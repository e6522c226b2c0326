import type { PersonalData } from '#kernel/personal.js';

export const filePersonal: PersonalData = {
  exported: { nothing: 'the rows of the archives themselves: an archive would have to tell of itself' },
  onDeletion: 'erased',
};
