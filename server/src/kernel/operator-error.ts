/** What keeps the house from opening and an operator can mend: the message says what is wrong, `cure` what to do. */
export class OperatorError extends Error {
  override readonly name: string = 'OperatorError';

  constructor(
    message: string,
    readonly cure: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const restoreOrMake = 'restore it from a backup, or make new ones: npm run socle -- make-keys';

/** What is wrong with the keys, for an operator, and what to do. */
export class KeyError extends OperatorError {
  override readonly name = 'KeyError';

  constructor(message: string, { cure = restoreOrMake, ...options }: ErrorOptions & { readonly cure?: string } = {}) {
    super(message, cure, options);
  }
}
