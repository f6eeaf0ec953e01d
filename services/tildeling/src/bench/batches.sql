copy (
    select payment from casework.payment_batch b cross join lateral json_array_elements(b.payments::json) payment
) to stdout (format csv)
