import { createRequire } from 'node:module';
import util from 'node:util';

/**
 * graphql-shield 7.6.5 calls `util.isUndefined`, which Node removed in version 23 (its issue 1560). It is given back
 * before the library loads; both libraries load as CommonJS, since a mixture of the two worlds breaks their instanceof.
 */
Object.assign(util, { isUndefined: (value: unknown) => value === undefined });

const require = createRequire(import.meta.url);

export const { rule, shield } = require('graphql-shield') as typeof import('graphql-shield');
export const { applyMiddleware } = require('graphql-middleware') as typeof import('graphql-middleware');
