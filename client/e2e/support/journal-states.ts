import { answering, failing } from './answers.ts';
import { button, see } from './screen.ts';
import { at, type State } from './state.ts';

const journal = at('/admin/audit', (t) => t.audit_title());
const activity = at('/account/activity', (t) => t.audit_activity());

/** The journal as its readers meet it, and one's own part of it. */
export const journalStates: readonly State[] = [
  { name: 'activity', as: 'member', open: activity },
  {
    name: 'activity, failing',
    as: 'member',
    async open(page, cast) {
      await failing(page, 'MyActivity');
      await activity(page, cast);
      await see(page.getByRole('alert'));
    },
  },
  { name: 'journal', as: 'admin', open: journal },
  { name: 'journal, nothing', as: 'admin', open: at('/admin/audit?q=zzz', (t) => t.audit_title()) },
  {
    name: 'journal, failing',
    as: 'admin',
    async open(page, cast) {
      await failing(page, 'AuditEvents');
      await journal(page, cast);
      await see(page.getByRole('alert'));
    },
  },
  {
    name: 'journal, an entry',
    as: 'admin',
    async open(page, cast) {
      await page.goto('/admin/audit?entry=1');
      await see(page.getByRole('dialog', { name: cast.t.audit_event_user_registered() }));
    },
  },
  {
    name: 'journal, verified',
    as: 'admin',
    async open(page, cast) {
      await journal(page, cast);
      await button(page, cast.t.audit_verify()).click();
      await see(page.getByText(cast.t.audit_holds(), { exact: true }));
    },
  },
  {
    name: 'journal, broken',
    as: 'admin',
    async open(page, cast) {
      const found = { ok: false, checkedEvents: 16, fault: 'ENTRY_CHANGED', fromNumber: 17, toNumber: 17 };
      const verifyAudit = { __typename: 'AuditVerification', ...found };
      await answering(page, 'VerifyAudit', 200, { data: { verifyAudit } });
      await journal(page, cast);
      await button(page, cast.t.audit_verify()).click();
      await see(page.getByRole('alert').getByText(cast.t.audit_broken(), { exact: true }));
    },
  },
];
