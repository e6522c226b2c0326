/** What every API token begins with, so that people, scanners and the log know one when they see it. */
export const apiTokenPrefix = 'socle_pat_';
