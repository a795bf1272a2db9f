import type { HitChances } from '../evaluation/hit-chances';
import type { TopProductsMetrics } from '../evaluation/metrics-schema';
import { readyBackend } from '../models/fitting/backend';
import type { PackedRanker } from '../models/folder/ranker-files';
import { packedRanker, unpackRanker } from '../models/folder/ranker-files';
import type { RankingNetwork } from '../models/ranking/ranking-network';
import type { BasketHistory } from '../products/baskets/basket-history';
import { RANKER_FIT, RANKER_NAME, rankerRoom } from '../products/candidates/learned-ranker';
import { chooseByValidation } from '../products/judging/choose-recommender';
import type { RecommenderScores } from '../products/judging/evaluate-recommenders';
import type { AnsweredCases } from '../products/methods/answered-cases';
import type { PublishedScores } from './product-metrics';
import { publishedMetrics } from './product-metrics';
import type { LastPurchaseOptions, ProductOptions, ProductSplit } from './product-splits';
import { ReusedMemory } from './reused-memory';
import { sideBySide } from './side-by-side';
import type { TaskRunner } from './task-pool';
import { tasksInThisThread } from './task-pool';

export interface ProductChoice {
  metrics: TopProductsMetrics;
  /** The ranker fitted on everything up to the as-of date; null where another method was chosen. */
  ranker: RankingNetwork | null;
  /** Chance of a hit of what it recommends, as validation had it; null where there was none. */
  hitChances: HitChances | null;
  test: ProductTest;
}

/** What the test figures were measured with, for a closer look at them. */
export interface ProductTest {
  cases: AnsweredCases;
  /** Ranker that has seen no answer of the test; null where there were too few cases to train one. */
  ranker: RankingNetwork | null;
}

/** Told of the share of the work that is over, 0 … 1. */
type TellShare = (done: number) => void;

/** Chooses in this thread, see `chooseByTasks`. */
export function chooseRecommender(baskets: BasketHistory, options: ProductOptions): Promise<ProductChoice> {
  return chooseByTasks(tasksInThisThread({ products: { baskets, options } }), options);
}

/**
 * Chooses the product method on the validation origins, judges all methods once on the test origins, and fits the
 * ranker that is kept where it won. A task for the rows of each ranker, each of its networks, and the scores of the
 * methods with and without it. With threads and memory to spare, choosing and judging go on side by side; else one's memory is the
 * next one's.
 */
export async function chooseByTasks(
  tasks: TaskRunner,
  options: Pick<ProductOptions, 'top' | 'lastPurchaseOut'>,
  tell: TellShare = () => undefined,
): Promise<ProductChoice> {
  const work = new ProductWork(tasks, options, tell);
  const { choice, chosen, test, published, kept } = await work.everything();
  const scored = { chosen, validation: choice.scores, test: test.scores, published };
  const { metrics, hitChances, cases } = await tasks.run('product-figures', scored);
  tell(1);
  await readyBackend();
  return { metrics, hitChances, ranker: await unpacked(kept), test: { cases, ranker: await unpacked(test.ranker) } };
}

/**
 * All methods on each customer's last purchase, the chosen one by the purchase before it, in this thread; null where no
 * customer has purchases enough.
 */
export async function judgeLastPurchaseOut(
  baskets: BasketHistory,
  options: LastPurchaseOptions,
): Promise<TopProductsMetrics['lastPurchaseOut']> {
  const tasks = tasksInThisThread({ products: { baskets, options } });
  const scores = await new ProductWork(tasks, options, () => undefined).published();
  return scores && publishedMetrics(baskets, scores, options);
}

interface JudgedSplit {
  scores: RecommenderScores[];
  /** Origins of the cases. */
  origin: Int32Array;
  ranker: PackedRanker | null;
}

/** Steps of one split's fit and judging: rows, passes of networks, scores of the rules and of the ranker. */
const FIT_STEPS = 1 + RANKER_FIT.networks * RANKER_FIT.epochs;
const JUDGED_STEPS = FIT_STEPS + 3;

class ProductWork {
  private steps = 0;
  private readonly all: number;
  private readonly memory: ReusedMemory;

  constructor(
    private readonly tasks: TaskRunner,
    private readonly options: Pick<ProductOptions, 'top' | 'lastPurchaseOut'>,
    private readonly tell: TellShare,
  ) {
    this.memory = new ReusedMemory(rankerRoom());
    this.all = 2 * JUDGED_STEPS + FIT_STEPS + (options.lastPurchaseOut ? 2 * JUDGED_STEPS : 0) + 1;
  }

  async everything() {
    const choose = async () => {
      const choice = await this.judged('choice');
      const chosen = chooseByValidation(choice.scores, this.options.top, choice.origin);
      return { choice, chosen };
    };
    const keep = async ({ chosen }: { chosen: string }) => (chosen === RANKER_NAME ? this.ranker('use') : null);
    const published = async () => (this.options.lastPurchaseOut ? this.published() : null);
    const fits = this.options.lastPurchaseOut ? 3 : 2;
    if (!sideBySide(this.tasks, { fits, room: rankerRoom() })) {
      const made = await choose();
      const test = await this.judged('test');
      return { ...made, test, published: await published(), kept: await keep(made) };
    }
    const chosenAndKept = async () => {
      const made = await choose();
      return { ...made, kept: await keep(made) };
    };
    const [made, test, scores] = await Promise.all([chosenAndKept(), this.judged('test'), published()]);
    return { ...made, test, published: scores };
  }

  async published(): Promise<PublishedScores | null> {
    const { scores, origin } = await this.judged('published-choice');
    if (origin.length === 0) return null;
    const chosen = chooseByValidation(scores, this.options.top, origin);
    return { chosen, test: (await this.judged('published-test')).scores };
  }

  /** All methods on the cases of a split, the ranker trained on earlier ones. */
  private async judged(split: Exclude<ProductSplit, 'use'>): Promise<JudgedSplit> {
    const rules = async () => {
      const scored = await this.tasks.run('scores', { split, ranker: null });
      this.step(2);
      return scored;
    };
    const learned = async () => {
      const ranker = await this.ranker(split);
      const scored = ranker && (await this.tasks.run('scores', { split, ranker }));
      this.step(1);
      return { ranker, scores: scored?.scores ?? [] };
    };
    const [byRules, byRanker] = await Promise.all([rules(), learned()]);
    const { origin, scores } = byRules;
    return { scores: [...scores, ...byRanker.scores], origin, ranker: byRanker.ranker };
  }

  private ranker(split: ProductSplit): Promise<PackedRanker | null> {
    const { tasks } = this;
    return this.memory.lend(async (memory) => {
      const rows = await tasks.run('ranker-rows', { split, memory });
      if (rows === null) {
        this.step(FIT_STEPS);
        return null;
      }
      this.step(1);
      const networks = Array.from({ length: RANKER_FIT.networks }, (_, index) =>
        tasks.run('ranker-network', { rows, index }, () => this.step(1)),
      );
      return packedRanker({ ...rows, features: RANKER_FIT.features }, await Promise.all(networks));
    });
  }

  private step(steps: number): void {
    this.steps += steps;
    this.tell(this.steps / this.all);
  }
}

async function unpacked(ranker: PackedRanker | null): Promise<RankingNetwork | null> {
  return ranker === null ? null : unpackRanker(ranker.manifest, ranker.files);
}
