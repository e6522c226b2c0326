/** Something that the palette can do: go to an address, or act. */
export interface PaletteEntry {
  readonly label: string;
  readonly href?: string;
  readonly run?: () => void;
}

/** Entries under one heading. */
export interface PaletteGroup {
  readonly heading: string;
  readonly entries: readonly PaletteEntry[];
}
