import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { stage, violations } from '../../../test/ui/stage.ts';
import ConfirmDialog from './ConfirmDialog.svelte';
import ErrorState from './ErrorState.svelte';
import Meter from './Meter.svelte';
import Select from './Select.svelte';
import Table from './Table.svelte';
import { pressed, type Column } from './table.ts';

describe('ConfirmDialog', () => {
  const typed = { value: 'nova', label: 'Type nova to confirm' };
  const props = { open: true, title: 'Delete?', text: 'For good.', action: 'Delete', danger: true };

  it('goes on only once the word is typed', async () => {
    const onconfirm = vi.fn();
    stage(ConfirmDialog, { ...props, typed, onconfirm });
    const button = screen.getByRole('button', { name: 'Delete' });
    expect(button).toHaveProperty('disabled', true);
    await userEvent.type(screen.getByLabelText('Type nova to confirm'), 'nova');
    await userEvent.click(button);
    expect(onconfirm).toHaveBeenCalledOnce();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('has a name, a description and no fault', async () => {
    stage(ConfirmDialog, { ...props, onconfirm: vi.fn() });
    expect(screen.getByRole('dialog', { name: 'Delete?', description: 'For good.' })).toBeTruthy();
    expect(await violations()).toEqual([]);
  });
});

describe('Table', () => {
  const columns: Column<'name' | 'seen'>[] = [
    { key: 'name', label: 'Name', sort: 'name' },
    { key: 'seen', label: 'Seen' },
  ];
  const cell = createRawSnippet<[unknown, string]>((item, key) => ({
    render: () => `<span>${String(item())} ${key()}</span>`,
  }));
  const props = { caption: 'People', columns, items: ['nova'], idOf: String, cell };

  it('says how it is ordered and asks for the other way round', async () => {
    const onsort = vi.fn();
    stage(Table, { ...props, sorting: { by: 'name', descending: false }, onsort });
    expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending');
    await userEvent.click(screen.getByRole('button', { name: 'Name' }));
    expect(onsort).toHaveBeenCalledWith({ by: 'name', descending: true });
    expect(await violations()).toEqual([]);
  });

  it('begins another column from its start', () => {
    expect(pressed({ by: 'name', descending: true }, 'seen')).toEqual({ by: 'seen', descending: false });
  });
});

describe('ErrorState', () => {
  it('gives the request id and a way to try again', async () => {
    const onretry = vi.fn();
    stage(ErrorState, { message: 'Something failed.', requestId: 'req-1', onretry });
    expect(screen.getByRole('alert').textContent).toContain('req-1');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onretry).toHaveBeenCalledOnce();
  });
});

describe('Meter and Select', () => {
  it('say what they are', async () => {
    stage(Meter, { label: 'Strength', value: 3, text: 'Good' });
    expect(screen.getByRole('meter', { name: 'Strength' }).getAttribute('aria-valuetext')).toBe('Good');
    stage(Select, { name: 'locale', label: 'Language', options: [{ value: 'EN', label: 'English' }] });
    expect(screen.getByRole('combobox', { name: 'Language' })).toBeTruthy();
    expect((await violations()).filter((rule) => !rule.startsWith('landmark') && !rule.startsWith('page'))).toEqual([]);
  });
});
