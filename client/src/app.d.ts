declare global {
  namespace App {
    interface Error {
      /** The server's error code, where the failure came from there. */
      code?: string;
      requestId?: string;
    }
  }
}

export {};
