-- The work of `recompra etl` as one would write it by hand for this file: data.csv to the lines of recurrent customers
-- and to the rejected lines with their reason, in Parquet. ${source}, ${kept} and ${rejected} are paths.
SET preserve_insertion_order = true;

CREATE TEMP TABLE staged AS
WITH raw AS (
  SELECT *,
         TRY_CAST(fecha_compra AS DATE) AS fecha,
         TRY_CAST(cantidad AS BIGINT) AS unidades,
         TRY_CAST(precio AS DOUBLE) AS importe
  FROM read_csv('${source}', all_varchar = true, header = true, delim = ',', quote = '"')
)
SELECT fecha, trim(usuario) AS usuario, trim(producto) AS producto, unidades, importe,
       CASE WHEN coalesce(trim(fecha_compra), '') = '' THEN 'fecha_vacia'
            WHEN fecha IS NULL THEN 'fecha_invalida'
            WHEN coalesce(trim(usuario), '') = '' THEN 'usuario_vacio'
            WHEN coalesce(trim(producto), '') = '' THEN 'producto_vacio'
            WHEN coalesce(trim(cantidad), '') = '' THEN 'cantidad_vacia'
            WHEN unidades IS NULL THEN 'cantidad_no_entera'
            WHEN unidades < 0 THEN 'devolucion'
            WHEN unidades = 0 THEN 'cantidad_no_positiva'
            WHEN unidades > 1000000 THEN 'cantidad_absurda'
            WHEN coalesce(trim(precio), '') = '' THEN 'precio_vacio'
            WHEN importe IS NULL THEN 'precio_invalido'
            WHEN importe < 0 THEN 'precio_negativo' END AS motivo,
       CASE WHEN motivo IS NOT NULL THEN concat_ws(',', coalesce(fecha_compra, ''), coalesce(usuario, ''),
         coalesce(producto, ''), coalesce(cantidad, ''), coalesce(precio, '')) END AS texto
FROM raw;

CREATE TEMP TABLE purchases AS
SELECT usuario, fecha,
       sum(unidades) AS unidades,
       count(DISTINCT producto) AS n_productos_distintos,
       sum(DISTINCT importe) AS total_gastado
FROM staged
WHERE motivo IS NULL
GROUP BY usuario, fecha;

CREATE TEMP TABLE recurrent AS
SELECT usuario
FROM purchases
WHERE unidades > 10
GROUP BY usuario
HAVING count(*) >= 2 AND date_diff('day', min(fecha), max(fecha)) < 30 * (count(*) - 1);

COPY (
  SELECT l.fecha AS fecha_compra, l.usuario, l.producto, l.unidades AS cantidad, CAST(NULL AS DOUBLE) AS medida,
         l.importe AS precio, CAST(date_trunc('month', l.fecha) AS DATE) AS mes, p.total_gastado,
         p.n_productos_distintos
  FROM staged AS l
  JOIN (SELECT * FROM purchases SEMI JOIN recurrent USING (usuario)) AS p ON p.usuario = l.usuario AND p.fecha = l.fecha
  WHERE l.motivo IS NULL
) TO '${kept}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);

COPY (
  SELECT '${source}' AS archivo, rowid + 2 AS linea, motivo,
         CASE split_part(motivo, '_', 1) WHEN 'fecha' THEN 'fecha_compra' WHEN 'devolucion' THEN 'cantidad'
           ELSE split_part(motivo, '_', 1) END AS columna, texto
  FROM staged
  WHERE motivo IS NOT NULL
) TO '${rejected}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);
