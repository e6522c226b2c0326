declare global {
  namespace App {
    interface Error {
      /** The server's error code, where the failure came from there. */
      code?: string;
      requestId?: string;
      /** How long to wait before the next try. */
      retryAfterS?: number;
    }
  }
}

export {};
