import { formatDuration, formatLocale, m } from '#lib/i18n/index.ts';
import type { UiWords } from '#lib/ui/index.ts';

/** The words of the components; getters, so that a switch of the language reaches them. */
export const uiWords: UiWords = {
  get locale() {
    return formatLocale();
  },
  get show() {
    return m.show();
  },
  get hide() {
    return m.hide();
  },
  get showPassword() {
    return m.show_password();
  },
  get hidePassword() {
    return m.hide_password();
  },
  get close() {
    return m.close();
  },
  get cancel() {
    return m.cancel();
  },
  get retry() {
    return m.retry();
  },
  get notifications() {
    return m.notifications();
  },
  get previous() {
    return m.previous();
  },
  get next() {
    return m.next();
  },
  get sortBy() {
    return m.sort_by();
  },
  get ascending() {
    return m.ascending();
  },
  get descending() {
    return m.descending();
  },
  get waitTitle() {
    return m.wait_title();
  },
  get waitOver() {
    return m.wait_over();
  },
  get typedStays() {
    return m.typed_stays();
  },
  waiting: (seconds) => m.waiting({ duration: formatDuration(seconds) }),
  summary: (count) => m.form_summary({ count }),
  requestId: (id) => m.request_id({ id }),
};
