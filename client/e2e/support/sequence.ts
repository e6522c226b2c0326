import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, as measured; a fresh clone cannot know, and a long file that starts last runs alone. */
const longest = ['accessibility.en', 'tabs.waking', 'accessibility.fr', 'roles', 'walk', 'tabs', 'injection', 'person'];

function rank({ moduleId }: TestSpecification): number {
  const place = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
  return place < 0 ? longest.length : place;
}

/** Starts the long files first, so that the workers end together. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
