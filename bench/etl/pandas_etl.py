"""The work of `recompra etl` as a pandas script: data.csv to the lines of recurrent customers in Parquet.

python pandas_etl.py data.csv out.parquet
"""

import resource
import sys

import pandas as pd

MIN_PRODUCTS = 10
MAX_QUANTITY = 1_000_000


def read_lines(path: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Kept and rejected lines."""
    lines = pd.read_csv(path, dtype={"usuario": str, "producto": str}, engine="pyarrow")
    fecha = pd.to_datetime(lines["fecha_compra"], format="%Y-%m-%d", errors="coerce")
    cantidad = pd.to_numeric(lines["cantidad"], errors="coerce")
    precio = pd.to_numeric(lines["precio"], errors="coerce")
    usable = (
        fecha.notna()
        & lines["usuario"].notna()
        & lines["producto"].notna()
        & (cantidad % 1 == 0)
        & cantidad.between(1, MAX_QUANTITY)
        & (precio >= 0)
    )
    rejected = lines[~usable]
    lines["fecha_compra"] = fecha
    lines["cantidad"] = cantidad
    lines["precio"] = precio
    kept = lines[usable].astype({"cantidad": "int64"})
    return kept, rejected


def purchases_of(lines: pd.DataFrame) -> pd.DataFrame:
    """One row per customer and day."""
    key = ["usuario", "fecha_compra"]
    purchases = lines.groupby(key).agg(
        unidades=("cantidad", "sum"),
        n_productos_distintos=("producto", "nunique"),
        n_lineas=("producto", "size"),
        max_linea=("cantidad", "max"),
    )
    totals = lines[[*key, "precio"]].drop_duplicates()
    purchases["total_gastado"] = totals.groupby(key)["precio"].sum()
    return purchases.reset_index()


def recurrent_customers(purchases: pd.DataFrame) -> pd.Index:
    """At least two purchases of more than ten units, fewer than 30 days apart on average."""
    days = purchases[purchases["unidades"] > MIN_PRODUCTS].groupby("usuario")["fecha_compra"].agg(["count", "min", "max"])
    span = (days["max"] - days["min"]).dt.days
    return days.index[(days["count"] >= 2) & (span < 30 * (days["count"] - 1))]


def main(source: str, target: str) -> None:
    lines, rejected = read_lines(source)
    rejected.to_parquet(target.replace(".parquet", ".rejected.parquet"), compression="zstd", index=False)
    purchases = purchases_of(lines)
    recurrent = recurrent_customers(purchases)
    chosen = lines[lines["usuario"].isin(recurrent)].copy()
    chosen["mes"] = chosen["fecha_compra"].dt.to_period("M").dt.to_timestamp()
    columns = ["usuario", "fecha_compra", "total_gastado", "n_productos_distintos"]
    chosen = chosen.merge(purchases[columns], on=["usuario", "fecha_compra"], how="left")
    chosen.to_parquet(target, compression="zstd", index=False)
    print(
        {
            "kept": len(lines),
            "rejected": len(rejected),
            "purchases": len(purchases),
            "recurrent": len(recurrent),
            "rows": len(chosen),
            "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        }
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
