/** What a file is called, for whom it is and how long. */
export interface FileNote {
  /** Letters, digits, dots and dashes: what the browser saves it as. */
  readonly name: string;
  readonly mediaType: string;
  readonly ownerId: string;
  /** Null for what stays: it is a part of every backup. What passes is not, and is missing after a restore. */
  readonly expiresAt: Date | null;
}

/** Content that lies sealed on disk and belongs to nobody yet; it is swept away unless somebody keeps it. */
export interface TakenContent {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** How long it may take to come, and how much of it. */
export interface TakeLimits {
  readonly signal: AbortSignal;
  readonly mostBytes: number;
}

/** A file that is kept. */
export interface StoredFile extends FileNote {
  readonly id: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly createdAt: Date;
}

/** An address under which a file can be had for a while, by its owner alone. */
export interface FileLink {
  readonly url: string;
  readonly expiresAt: Date;
}
