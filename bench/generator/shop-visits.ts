import type { Visit } from './basket';
import { customerOf, HABITS } from './habits';
import { KeyedRandom } from './random';
import type { ShopCalendar } from './shop-calendar';

/** Who comes on which day: the visits of all customers, day by day, on some bytes a customer. */
export class ShopVisits {
  private readonly random = new KeyedRandom();
  private readonly meanGap: Float32Array;
  private readonly shape: Uint8Array;
  private readonly profile: Uint8Array;
  private readonly favourites: Uint8Array;
  /** Visits so far. */
  private readonly visits: Int32Array;
  /** The next visit: its day, and where in felt time it lies. */
  private readonly day: Int32Array;
  private readonly time: Float64Array;
  /** Handed out again and again: an object a visit would be a billion of them. */
  private readonly visit: Visit = { customer: 0, visit: 0, day: 0, favourites: 0 };

  constructor(
    private readonly seed: number,
    private readonly customers: number,
    private readonly calendar: ShopCalendar,
  ) {
    this.meanGap = new Float32Array(customers);
    [this.shape, this.profile, this.favourites] = [0, 1, 2].map(() => new Uint8Array(customers)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    this.visits = new Int32Array(customers);
    this.day = new Int32Array(customers);
    this.time = new Float64Array(customers);
    for (let number = 0; number < customers; number++) this.begin(number);
  }

  /** Hands each visit of a day to `receive`, with the numbers that its basket is drawn by. The visit is not to be kept. */
  on(day: number, receive: (visit: Visit, random: KeyedRandom) => void): void {
    const { visit, random, seed } = this;
    const days = this.day;
    for (let customer = 0; customer < this.customers; customer++) {
      if (days[customer] !== day) continue;
      const number = this.visits[customer]!++;
      random.restart(seed, customer, number);
      this.plan(customer, day);
      visit.customer = customer;
      visit.visit = number;
      visit.day = day;
      visit.favourites = this.favourites[customer]!;
      receive(visit, random);
    }
  }

  private begin(number: number): void {
    const { meanGap, shape, weekday, favourites, firstAfter } = customerOf(this.seed, number, this.random);
    this.meanGap[number] = meanGap;
    this.shape[number] = shape;
    this.profile[number] = weekday;
    this.favourites[number] = favourites;
    this.time[number] = firstAfter;
    this.day[number] = this.calendar.dayOf(weekday, firstAfter, 0);
  }

  /** When the customer who is here today comes again. */
  private plan(customer: number, today: number): void {
    const { random, calendar } = this;
    const { chance, meanDays, leaves } = HABITS.lapse;
    const fate = random.next();
    if (fate < leaves) {
      this.day[customer] = calendar.days;
      return;
    }
    let time = this.time[customer]! + (fate < leaves + chance ? meanDays * random.exponential() : 0);
    let day = today;
    // Whoever would come twice on a day comes once.
    while (day === today) {
      time += this.meanGap[customer]! * random.gamma(this.shape[customer]!);
      day = calendar.dayOf(this.profile[customer]!, time, today);
    }
    this.time[customer] = time;
    this.day[customer] = day;
  }
}
