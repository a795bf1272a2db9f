import { HABITS } from './habits';

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365.25;

/**
 * How busy days are, and the time that customers feel: it runs faster on busy days, so that gaps drawn in it come out
 * by weekday and season. One profile for each weekday that a customer may like best; each has mean 1 over a year.
 */
export class ShopCalendar {
  /** By profile: felt time before each day, and after the last. */
  private readonly felt: readonly Float64Array[];

  /** @param firstDay ISO day */
  constructor(
    readonly firstDay: string,
    readonly days: number,
  ) {
    this.felt = HABITS.weekdays.map((_, liked) => this.feltTime(liked));
  }

  /** ISO day of day number `day`. */
  iso(day: number): string {
    return new Date(Date.parse(this.firstDay) + day * DAY_MS).toISOString().slice(0, 10);
  }

  /** Felt time from the first day to the begin of `day` for those who like weekday `profile` best. */
  before(profile: number, day: number): number {
    return this.felt[profile]![Math.min(day, this.days)]!;
  }

  /** The day from `from` on in which a point of felt time lies; `days` where it comes after the last. */
  dayOf(profile: number, time: number, from: number): number {
    const felt = this.felt[profile]!;
    let day = from;
    while (day < this.days && felt[day + 1]! <= time) day++;
    return day;
  }

  private feltTime(liked: number): Float64Array {
    const { ownWeekday, weekdays, season } = HABITS;
    const wishes = weekdays.map((weight, weekday) => (weekday === liked ? ownWeekday * weight : weight));
    const mean = wishes.reduce((sum, weight) => sum + weight, 0) / wishes.length;
    const start = Date.parse(this.firstDay) / DAY_MS;
    const felt = new Float64Array(this.days + 1);
    for (let day = 0; day < this.days; day++) {
      const epochDay = start + day;
      const turn = Math.cos((2 * Math.PI * (epochDay - season.heightDay)) / YEAR_DAYS);
      const busy = (wishes[(epochDay + 3) % 7]! / mean) * (1 + season.amplitude * turn);
      felt[day + 1] = felt[day]! + busy;
    }
    return felt;
  }
}
