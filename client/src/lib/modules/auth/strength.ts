/** From 0, found at once, to 4, out of reach. */
export type Strength = 0 | 1 | 2 | 3 | 4;

/** Rates a password; knows the words that belong to the person. */
export type Estimator = (password: string, words: readonly string[]) => Strength;

/** Past this many characters the answer is known, and the reckoning slow. */
const LONG_ENOUGH = 64;

let loading: Promise<Estimator> | undefined;

/** Fetches the estimator and its dictionary, once, when a password is about to be typed. */
export function loadEstimator(): Promise<Estimator> {
  loading ??= build().catch((reason: unknown) => {
    loading = undefined;
    throw reason;
  });
  return loading;
}

async function build(): Promise<Estimator> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return (password, words) => estimator.check(password.slice(0, LONG_ENOUGH), [...words]).score;
}
