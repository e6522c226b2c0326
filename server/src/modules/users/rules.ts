export { emailRule, longestEmail } from './email.js';
export { pseudoKey, pseudoRule } from './pseudo.js';
export { assertHolds } from './reach.js';
export { assertKnown } from './role.service.js';
export { inOrder } from './roles.js';
export { LocaleEnum } from './user.type.js';
