import type { HandleClientError } from '@sveltejs/kit/hooks';

/** What the error page may show: an unexpected failure keeps its details in the console. */
export const handleError: HandleClientError = ({ kind, error }) => {
  if (kind === 'unknown') console.error(error);
};
