export { emailRule, longestEmail } from './email.js';
export { pseudoKey, pseudoRule } from './pseudo.js';
export { LocaleEnum } from './user.type.js';
