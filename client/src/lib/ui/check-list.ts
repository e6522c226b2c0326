/** One box of a list: what it means, and its name for whoever knows the machine. */
export interface CheckOption {
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
  readonly disabled?: boolean;
}
