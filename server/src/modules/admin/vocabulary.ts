/** The furthest that a chart of days looks back. */
export const longestChart = 90;
