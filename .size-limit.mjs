import { budgets } from './ops/scripts/lib/budget.mjs';
import { inHouse } from './ops/scripts/lib/house.mjs';

export default await budgets(inHouse('client'));
