import type { PackedCustomers } from '../customer-columns';
import { byId } from './element';
import { Page } from './page';

const packed = JSON.parse(byId('customers-data').textContent ?? '') as PackedCustomers;
new Page(packed).start();
