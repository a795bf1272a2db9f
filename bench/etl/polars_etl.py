"""The work of `recompra etl` as a polars script: data.csv to the lines of recurrent customers in Parquet.

python polars_etl.py data.csv out.parquet
"""

import sys

import polars as pl

MIN_PRODUCTS = 10
MAX_QUANTITY = 1_000_000


def main(source: str, target: str) -> None:
    raw = pl.scan_csv(source, infer_schema=False)
    read = raw.with_columns(
        fecha=pl.col("fecha_compra").str.to_date("%Y-%m-%d", strict=False),
        unidades=pl.col("cantidad").cast(pl.Int64, strict=False),
        importe=pl.col("precio").cast(pl.Float64, strict=False),
    )
    usable = (
        pl.col("fecha").is_not_null()
        & (pl.col("usuario").str.strip_chars().fill_null("") != "")
        & (pl.col("producto").str.strip_chars().fill_null("") != "")
        & pl.col("unidades").is_between(1, MAX_QUANTITY)
        & (pl.col("importe") >= 0)
    ).fill_null(False)
    staged = read.with_columns(usable=usable).collect()
    lines = staged.filter("usable").select("fecha", "usuario", "producto", "unidades", "importe")
    rejected = staged.filter(~pl.col("usable")).select("fecha_compra", "usuario", "producto", "cantidad", "precio")
    rejected.write_parquet(target.replace(".parquet", ".rejected.parquet"), compression="zstd", compression_level=1)
    purchases = lines.group_by("usuario", "fecha").agg(
        pl.col("unidades").sum().alias("total_unidades"),
        pl.col("producto").n_unique().alias("n_productos_distintos"),
        pl.col("importe").unique().sum().alias("total_gastado"),
    )
    recurrent = (
        purchases.filter(pl.col("total_unidades") > MIN_PRODUCTS)
        .group_by("usuario")
        .agg(n=pl.len(), span=(pl.col("fecha").max() - pl.col("fecha").min()).dt.total_days())
        .filter((pl.col("n") >= 2) & (pl.col("span") < 30 * (pl.col("n") - 1)))
    )
    chosen = (
        lines.join(recurrent.select("usuario"), on="usuario", how="semi", maintain_order="left")
        .join(purchases, on=["usuario", "fecha"], how="left", maintain_order="left")
        .with_columns(mes=pl.col("fecha").dt.truncate("1mo"))
    )
    chosen.write_parquet(target, compression="zstd", compression_level=1)
    print({"kept": len(lines), "rejected": len(rejected), "recurrent": len(recurrent), "rows": len(chosen)})


if __name__ == "__main__":
    main(*sys.argv[1:])
