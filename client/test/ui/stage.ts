import { render } from '@testing-library/svelte';
import axe from 'axe-core';
import type { Component } from 'svelte';
import type { KeptDraft } from '#lib/modules/users/index.ts';
import type { House } from '#lib/session/index.ts';
import type { Toasts } from '#lib/ui/index.ts';
import Providers from './Providers.svelte';

/** What may surround a component beside the words. */
interface Surroundings {
  readonly toasts?: Toasts;
  readonly kept?: KeptDraft;
  readonly house?: House;
}

/** Shows one component as the application would: with words, toasts and, where it needs one, a house. */
export function stage<Props extends object>(
  component: (internals: never, props: Props) => object,
  props: NoInfer<Props>,
  surroundings: Surroundings = {},
) {
  return render(Providers, { props: { component: component as Component, props, ...surroundings } });
}

/** The names of the rules that the page breaks; colours are checked in a real browser. */
export async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}
