/**
 * `<sal.h>`: the annotations with which Windows sources describe their parameters. All of them
 * expand to nothing.
 *
 * The old annotations `__in` and `__out` are names of parameters inside libstdc++. For this reason
 * the header first includes the headers of libstdc++ that use these names, so that a standard
 * header that comes later compiles. libc++ does not use the names. A program that defines
 * BITS_NO_OLD_SAL gets neither the old annotations nor these headers.
 *
 * `__reserved` is not defined, because headers of the Linux kernel have fields of this name.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <sal.h>
#else
#ifndef LIBBITS_WIN_SAL_H
#define LIBBITS_WIN_SAL_H

/* Parameters and results, without an argument. */
#define _In_
#define _In_opt_
#define _In_z_
#define _In_opt_z_
#define _Out_
#define _Out_opt_
#define _Inout_
#define _Inout_opt_
#define _Inout_z_
#define _Inout_opt_z_
#define _Outptr_
#define _Outptr_opt_
#define _Outptr_result_maybenull_
#define _Outptr_opt_result_maybenull_
#define _Outptr_result_z_
#define _Outptr_opt_result_z_
#define _Outptr_result_maybenull_z_
#define _Outptr_opt_result_maybenull_z_
#define _Outptr_result_nullonfailure_
#define _Outptr_opt_result_nullonfailure_
#define _COM_Outptr_
#define _COM_Outptr_opt_
#define _COM_Outptr_result_maybenull_
#define _COM_Outptr_opt_result_maybenull_
#define _Outref_
#define _Outref_result_maybenull_
#define _Outref_result_nullonfailure_
#define _Result_nullonfailure_
#define _Result_zeroonfailure_
#define _Reserved_
#define _Printf_format_string_
#define _Scanf_format_string_
#define _Callback_
#define _Points_to_data_
#define _Interlocked_operand_
#define _Literal_
#define _Notliteral_
#define _Frees_ptr_
#define _Frees_ptr_opt_
#define _Deref_in_
#define _Deref_out_
#define _Deref_out_opt_
#define _Deref_opt_out_
#define _Deref_opt_out_opt_
#define _Deref_out_z_
#define _Deref_opt_out_z_
#define _Deref_inout_
#define _Deref_inout_opt_
#define _Deref_inout_z_
#define _Deref_prepost_z_
#define _Ret_
#define _Ret_z_
#define _Ret_opt_
#define _Ret_maybenull_
#define _Ret_maybenull_z_
#define _Ret_notnull_
#define _Ret_null_
#define _Ret_valid_
#define _Check_return_
#define _Check_return_opt_
#define _Must_inspect_result_
#define _Use_decl_annotations_
#define _Raises_SEH_exception_
#define _Maybe_raises_SEH_exception_

/* Properties of values and pointers, before and after a call. */
#define _Pre_
#define _Post_
#define _Const_
#define _Valid_
#define _Notvalid_
#define _Maybevalid_
#define _Null_
#define _Notnull_
#define _Maybenull_
#define _Null_terminated_
#define _NullNull_terminated_
#define _Pre_z_
#define _Pre_valid_
#define _Pre_opt_valid_
#define _Pre_invalid_
#define _Pre_notnull_
#define _Pre_maybenull_
#define _Pre_null_
#define _Post_z_
#define _Post_valid_
#define _Post_invalid_
#define _Post_notnull_
#define _Post_maybenull_
#define _Post_null_
#define _Post_ptr_invalid_
#define _Field_z_

/* Buffers, with a size. */
#define _In_reads_(size)
#define _In_reads_opt_(size)
#define _In_reads_z_(size)
#define _In_reads_opt_z_(size)
#define _In_reads_or_z_(size)
#define _In_reads_or_z_opt_(size)
#define _In_reads_bytes_(size)
#define _In_reads_bytes_opt_(size)
#define _In_reads_to_ptr_(size)
#define _In_reads_to_ptr_opt_(size)
#define _In_count_(size)
#define _In_opt_count_(size)
#define _In_bytecount_(size)
#define _In_opt_bytecount_(size)
#define _In_count_c_(size)
#define _In_bytecount_c_(size)
#define _In_z_count_(size)
#define _In_z_bytecount_(size)
#define _Out_writes_(size)
#define _Out_writes_opt_(size)
#define _Out_writes_z_(size)
#define _Out_writes_opt_z_(size)
#define _Out_writes_all_(size)
#define _Out_writes_all_opt_(size)
#define _Out_writes_bytes_(size)
#define _Out_writes_bytes_opt_(size)
#define _Out_writes_bytes_all_(size)
#define _Out_writes_bytes_all_opt_(size)
#define _Out_writes_to_ptr_(size)
#define _Out_cap_(size)
#define _Out_opt_cap_(size)
#define _Out_z_cap_(size)
#define _Out_opt_z_cap_(size)
#define _Out_bytecap_(size)
#define _Out_opt_bytecap_(size)
#define _Out_cap_c_(size)
#define _Out_z_cap_c_(size)
#define _Inout_updates_(size)
#define _Inout_updates_opt_(size)
#define _Inout_updates_z_(size)
#define _Inout_updates_opt_z_(size)
#define _Inout_updates_all_(size)
#define _Inout_updates_all_opt_(size)
#define _Inout_updates_bytes_(size)
#define _Inout_updates_bytes_opt_(size)
#define _Inout_updates_bytes_all_(size)
#define _Inout_updates_bytes_all_opt_(size)
#define _Inout_count_(size)
#define _Inout_bytecount_(size)
#define _Inout_cap_(size)
#define _Inout_z_cap_(size)
#define _Outptr_result_buffer_(size)
#define _Outptr_opt_result_buffer_(size)
#define _Outptr_result_buffer_all_(size)
#define _Outptr_result_buffer_maybenull_(size)
#define _Outptr_opt_result_buffer_maybenull_(size)
#define _Outptr_result_bytebuffer_(size)
#define _Outptr_opt_result_bytebuffer_(size)
#define _Outptr_result_bytebuffer_maybenull_(size)
#define _Ret_writes_(size)
#define _Ret_writes_z_(size)
#define _Ret_writes_maybenull_(size)
#define _Ret_writes_maybenull_z_(size)
#define _Ret_writes_bytes_(size)
#define _Ret_writes_bytes_maybenull_(size)
#define _Ret_count_(size)
#define _Ret_cap_(size)
#define _Pre_readable_size_(size)
#define _Pre_readable_byte_size_(size)
#define _Pre_writable_size_(size)
#define _Pre_writable_byte_size_(size)
#define _Post_readable_size_(size)
#define _Post_readable_byte_size_(size)
#define _Post_writable_size_(size)
#define _Post_writable_byte_size_(size)
#define _Readable_elements_(size)
#define _Readable_bytes_(size)
#define _Writable_elements_(size)
#define _Writable_bytes_(size)
#define _Field_size_(size)
#define _Field_size_opt_(size)
#define _Field_size_full_(size)
#define _Field_size_bytes_(size)
#define _Field_size_bytes_opt_(size)
#define _Field_size_bytes_full_(size)
#define _Struct_size_bytes_(size)
#define _Out_writes_to_(size, count)
#define _Out_writes_to_opt_(size, count)
#define _Out_writes_bytes_to_(size, count)
#define _Out_writes_bytes_to_opt_(size, count)
#define _Out_cap_post_count_(size, count)
#define _Out_bytecap_post_bytecount_(size, count)
#define _Inout_updates_to_(size, count)
#define _Inout_updates_to_opt_(size, count)
#define _Inout_updates_bytes_to_(size, count)
#define _Inout_updates_bytes_to_opt_(size, count)
#define _Inout_cap_post_count_(size, count)
#define _Outptr_result_buffer_to_(size, count)
#define _Outptr_opt_result_buffer_to_(size, count)
#define _Outptr_result_bytebuffer_to_(size, count)
#define _Outptr_opt_result_bytebuffer_to_(size, count)
#define _Ret_writes_to_(size, count)
#define _Ret_writes_bytes_to_(size, count)
#define _Field_size_part_(size, count)
#define _Field_size_bytes_part_(size, count)

/* Ranges, conditions and locks. */
#define _In_range_(low, high)
#define _Out_range_(low, high)
#define _Deref_in_range_(low, high)
#define _Deref_out_range_(low, high)
#define _Inout_range_(low, high)
#define _Ret_range_(low, high)
#define _Field_range_(low, high)
#define _Success_(expression)
#define _Return_type_success_(expression)
#define _Pre_satisfies_(expression)
#define _Post_satisfies_(expression)
#define _Pre_equal_to_(expression)
#define _Post_equal_to_(expression)
#define _Analysis_assume_(expression)
#define _Analysis_assume_nullterminated_(expression)
#define _On_failure_(annotations)
#define _Always_(annotations)
#define _Group_(annotations)
#define _When_(where, annotations)
#define _At_(where, annotations)
#define _At_buffer_(location, index, bound, annotations)
#define _Function_class_(name)
#define _Analysis_mode_(mode)
#define _Translates_Win32_to_HRESULT_(expression)
#define _Translates_last_error_to_HRESULT_
#define _Guarded_by_(lock)
#define _Write_guarded_by_(lock)
#define _Acquires_lock_(lock)
#define _Acquires_exclusive_lock_(lock)
#define _Acquires_shared_lock_(lock)
#define _Acquires_nonreentrant_lock_(lock)
#define _Releases_lock_(lock)
#define _Releases_exclusive_lock_(lock)
#define _Releases_shared_lock_(lock)
#define _Releases_nonreentrant_lock_(lock)
#define _Requires_lock_held_(lock)
#define _Requires_exclusive_lock_held_(lock)
#define _Requires_shared_lock_held_(lock)
#define _Requires_lock_not_held_(lock)
#define _Has_lock_kind_(lock)
#define _Has_lock_level_(lock)
#define _Create_lock_level_(lock)
#define _Requires_no_locks_held_
#define _No_competing_thread_
#define _No_competing_thread_begin_
#define _No_competing_thread_end_

/* Parameters of interfaces, as the MIDL compiler annotates them. */
#define __RPC__in
#define __RPC__in_opt
#define __RPC__out
#define __RPC__out_opt
#define __RPC__inout
#define __RPC__inout_opt
#define __RPC__deref_in
#define __RPC__deref_in_opt
#define __RPC__deref_out
#define __RPC__deref_out_opt
#define __RPC__deref_inout
#define __RPC__deref_inout_opt
#define __RPC__deref_opt_out
#define __RPC__deref_opt_out_opt
#define __RPC__deref_opt_inout
#define __RPC__deref_opt_inout_opt
#define __RPC__in_string
#define __RPC__in_opt_string
#define __RPC__inout_string
#define __RPC__inout_opt_string
#define __RPC__deref_out_string
#define __RPC__deref_out_opt_string
#define __RPC__deref_opt_inout_string
#define __RPC__deref_inout_opt_string
#define __RPC__in_ecount_part(size, count)
#define __RPC__out_ecount_part(size, count)
#define __RPC__inout_ecount_part(size, count)
#define __RPC__deref_out_ecount_part(size, count)
#define __RPC__in_ecount(size)
#define __RPC__in_ecount_full(size)
#define __RPC__in_ecount_full_opt(size)
#define __RPC__in_ecount_opt(size)
#define __RPC__out_ecount(size)
#define __RPC__out_ecount_full(size)
#define __RPC__out_ecount_full_opt(size)
#define __RPC__out_ecount_opt(size)
#define __RPC__inout_ecount(size)
#define __RPC__inout_ecount_full(size)
#define __RPC__inout_ecount_full_opt(size)
#define __RPC__inout_ecount_opt(size)
#define __RPC__deref_out_ecount(size)
#define __RPC__deref_out_ecount_full(size)
#define __RPC__deref_out_ecount_full_opt(size)
#define __RPC__deref_out_ecount_opt(size)

#ifndef BITS_NO_OLD_SAL

#ifdef __cplusplus
extern "C++" {
#include <cstddef>
#ifdef __GLIBCXX__
#include <algorithm>
#include <istream>
#include <locale>
#include <memory>
#include <ostream>
#include <regex>
#include <string>
#include <thread>
#include <tuple>
#if __cplusplus >= 202002L
#include <ranges>
#if __has_include(<format>)
#include <format>
#endif
#endif
#endif
}
#endif

/* Parameters and results, without an argument. */
#define IN
#define OUT
#define OPTIONAL
#define __in
#define __in_opt
#define __in_z
#define __in_z_opt
#define __out
#define __out_opt
#define __out_z
#define __out_z_opt
#define __inout
#define __inout_opt
#define __inout_z
#define __inout_z_opt
#define __deref_in
#define __deref_in_opt
#define __deref_in_z
#define __deref_in_z_opt
#define __deref_opt_in
#define __deref_opt_in_opt
#define __deref_opt_in_z
#define __deref_out
#define __deref_out_opt
#define __deref_out_z
#define __deref_out_z_opt
#define __deref_opt_out
#define __deref_opt_out_opt
#define __deref_opt_out_z
#define __deref_inout
#define __deref_inout_opt
#define __deref_inout_z
#define __deref_inout_z_opt
#define __deref_opt_inout
#define __deref_opt_inout_opt
#define __deref_opt_inout_z
#define __checkReturn
#define __callback
#define __format_string
#define __nullterminated
#define __nullnullterminated
#define __override
#define __fallthrough

/* Buffers, with a size. */
#define __in_ecount(size)
#define __in_ecount_opt(size)
#define __in_ecount_z(size)
#define __in_ecount_z_opt(size)
#define __in_bcount(size)
#define __in_bcount_opt(size)
#define __in_bcount_z(size)
#define __in_bcount_z_opt(size)
#define __out_ecount(size)
#define __out_ecount_opt(size)
#define __out_ecount_z(size)
#define __out_ecount_z_opt(size)
#define __out_ecount_full(size)
#define __out_ecount_full_opt(size)
#define __out_bcount(size)
#define __out_bcount_opt(size)
#define __out_bcount_z(size)
#define __out_bcount_z_opt(size)
#define __out_bcount_full(size)
#define __out_bcount_full_opt(size)
#define __inout_ecount(size)
#define __inout_ecount_opt(size)
#define __inout_ecount_z(size)
#define __inout_ecount_z_opt(size)
#define __inout_ecount_full(size)
#define __inout_ecount_full_opt(size)
#define __inout_bcount(size)
#define __inout_bcount_opt(size)
#define __inout_bcount_z(size)
#define __inout_bcount_z_opt(size)
#define __inout_bcount_full(size)
#define __inout_bcount_full_opt(size)
#define __deref_in_ecount(size)
#define __deref_in_ecount_opt(size)
#define __deref_in_ecount_full(size)
#define __deref_in_ecount_full_opt(size)
#define __deref_opt_in_ecount(size)
#define __deref_opt_in_ecount_opt(size)
#define __deref_in_bcount(size)
#define __deref_in_bcount_opt(size)
#define __deref_in_bcount_full(size)
#define __deref_in_bcount_full_opt(size)
#define __deref_opt_in_bcount(size)
#define __deref_opt_in_bcount_opt(size)
#define __deref_out_ecount(size)
#define __deref_out_ecount_opt(size)
#define __deref_out_ecount_full(size)
#define __deref_out_ecount_full_opt(size)
#define __deref_opt_out_ecount(size)
#define __deref_opt_out_ecount_opt(size)
#define __deref_out_bcount(size)
#define __deref_out_bcount_opt(size)
#define __deref_out_bcount_full(size)
#define __deref_out_bcount_full_opt(size)
#define __deref_opt_out_bcount(size)
#define __deref_opt_out_bcount_opt(size)
#define __deref_inout_ecount(size)
#define __deref_inout_ecount_opt(size)
#define __deref_inout_ecount_full(size)
#define __deref_inout_ecount_full_opt(size)
#define __deref_opt_inout_ecount(size)
#define __deref_opt_inout_ecount_opt(size)
#define __deref_inout_bcount(size)
#define __deref_inout_bcount_opt(size)
#define __deref_inout_bcount_full(size)
#define __deref_inout_bcount_full_opt(size)
#define __deref_opt_inout_bcount(size)
#define __deref_opt_inout_bcount_opt(size)
#define __ecount(size)
#define __bcount(size)
#define __ecount_opt(size)
#define __bcount_opt(size)
#define __field_ecount(size)
#define __field_bcount(size)
#define __field_ecount_opt(size)
#define __field_bcount_opt(size)
#define __struct_bcount(size)
#define __out_ecount_part(size, count)
#define __out_ecount_part_opt(size, count)
#define __out_bcount_part(size, count)
#define __out_bcount_part_opt(size, count)
#define __inout_ecount_part(size, count)
#define __inout_ecount_part_opt(size, count)
#define __inout_bcount_part(size, count)
#define __inout_bcount_part_opt(size, count)
#define __deref_in_ecount_part(size, count)
#define __deref_in_ecount_part_opt(size, count)
#define __deref_in_bcount_part(size, count)
#define __deref_in_bcount_part_opt(size, count)
#define __deref_out_ecount_part(size, count)
#define __deref_out_ecount_part_opt(size, count)
#define __deref_out_bcount_part(size, count)
#define __deref_out_bcount_part_opt(size, count)
#define __deref_inout_ecount_part(size, count)
#define __deref_inout_ecount_part_opt(size, count)
#define __deref_inout_bcount_part(size, count)
#define __deref_inout_bcount_part_opt(size, count)

/* Conditions and ranges. */
#define __success(expression)
#define __range(low, high)
#define __in_range(low, high)
#define __out_range(low, high)
#define __deref_out_range(low, high)
#define __in_data_source(name)
#define __control_entrypoint(category)
#define __analysis_assume(expression)

#endif

#endif
#endif
