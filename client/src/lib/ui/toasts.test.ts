import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stage } from '../../../test/ui/stage.ts';
import Mark from './Mark.svelte';
import { Toasts } from './toasts.svelte.ts';

describe('Toasts', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('leave by themselves, those with an action later', () => {
    const toasts = new Toasts();
    toasts.tell('Saved');
    toasts.tell('Removed', { label: 'Undo', run: vi.fn() });
    vi.advanceTimersByTime(6_000);
    expect(toasts.list.map(({ message }) => message)).toEqual(['Removed']);
    vi.advanceTimersByTime(6_000);
    expect(toasts.list).toEqual([]);
  });

  it('stay while they are being read', () => {
    const toasts = new Toasts();
    toasts.tell('Saved');
    toasts.hold();
    vi.advanceTimersByTime(60_000);
    expect(toasts.list).toHaveLength(1);
    toasts.release();
    vi.advanceTimersByTime(6_000);
    expect(toasts.list).toEqual([]);
  });
});

describe('ToastRegion', () => {
  it('runs the action once and takes the message away', async () => {
    const toasts = new Toasts();
    const run = vi.fn();
    stage(Mark, {}, { toasts });
    toasts.tell('Removed', { label: 'Undo', run });
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(run).toHaveBeenCalledOnce();
    expect(screen.queryByText('Removed')).toBeNull();
  });
});
