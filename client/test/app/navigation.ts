import { vi } from 'vitest';
import type * as navigation from '$app/navigation';

/** Stands in for the router: a test says what a navigation does. */
export const goto = vi.fn<typeof navigation.goto>(async () => {});
export const refreshAll = vi.fn<typeof navigation.refreshAll>(async () => {});
export const afterNavigate = vi.fn<typeof navigation.afterNavigate>();
export const beforeNavigate = vi.fn<typeof navigation.beforeNavigate>();
