import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { EndSessionDocument, MySessionsDocument } from '@socle/schema/documents';
import { eachInPretendedTime, pass, type Scene } from '../../../test/scene.ts';

let scene: Scene;
eachInPretendedTime((fresh) => (scene = fresh));

describe('a live query', () => {
  it('follows the mutations that touch it', async () => {
    const house = await scene.signedInTab();
    const sessions = house.api.live(MySessionsDocument, {});
    await sessions.reload();
    const seen: number[] = [];
    const stop = $effect.root(() => {
      $effect(() => {
        seen.push(sessions.data?.sessions.length ?? 0);
      });
    });
    flushSync();
    const other = sessions.data?.sessions.find((session) => !session.current)?.id ?? '';
    await house.api.mutate(EndSessionDocument, { id: other }, { touches: ['Session'] });
    await pass(10);
    flushSync();
    stop();
    expect(seen.at(-1)).toBe((seen[0] ?? 0) - 1);
  });
});
