import 'graphiql/setup-workers/vite';
// One by one: the whole sheet carries its fonts inside, which the page's policy refuses.
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './playground.css';
import { GraphiQL, type GraphiQLProps } from 'graphiql';
import type { ExecutionResult } from 'graphql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { examples } from './examples.ts';
import { memoryStorage } from './storage.ts';
import { translatePage } from './texts.ts';
import { currentToken, takeToken, whenTokenChanges } from './token.ts';

/** Asks as the token says, never as the cookie does: the application's own session stays out of it. */
const fetcher: GraphiQLProps['fetcher'] = async (request, options) => {
  const token = currentToken();
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'omit',
    headers: {
      accept: 'application/graphql-response+json, application/json',
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...options?.headers,
    },
    body: JSON.stringify(request),
  });
  const answer = (await response.json()) as ExecutionResult;
  takeToken(answer);
  return answer;
};

let schemaKnown = false;
let attempt = 0;
const root = createRoot(document.querySelector('#playground') ?? document.body);

function render(): void {
  root.render(
    createElement(GraphiQL, {
      key: attempt,
      fetcher,
      storage: memoryStorage,
      defaultTabs: examples,
      defaultEditorToolsVisibility: 'variables',
      showPersistHeadersSettings: false,
      onSchemaChange: () => (schemaKnown = true),
    }),
  );
}

// Where introspection is for signed-in people only, the first token brings the schema.
whenTokenChanges(() => {
  if (schemaKnown) return;
  attempt += 1;
  render();
});

translatePage();
render();
