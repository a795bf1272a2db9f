import { followDownloads } from './downloads';
import { registerLocale } from './figure';
import { keepDrawn } from './keep-drawn';
import { followLanguage } from './language';
import { followSeries } from './series';

registerLocale();
keepDrawn();
followLanguage();
followDownloads();
followSeries();
